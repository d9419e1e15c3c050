package io.astreaming.json.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.astreaming.error.MalformedResultException;
import io.astreaming.error.ResultFailure;
import io.astreaming.json.JsonbResults;
import io.astreaming.json.Records;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.PartialJson;
import io.astreaming.port.ResultReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a text, whole or not, with whatever provider of JSON-B there is. */
class JsonbResultReaderTest {
    private static final JsonbResults RESULTS = new JsonbResults();
    private static final ResultReader<Records.Recipe> RECIPES = RESULTS.reader(Records.Recipe.class);
    private static final ResultReader<Records.Numbers> NUMBERS = RESULTS.reader(Records.Numbers.class);

    @Test
    void bindsARecord() {
        Records.Recipe recipe = RECIPES.read("""
                 {"title":"Tea","prep_time":5,"level":"LOW","steps":[{"text":"Boil \\u2615","minutes":3}],"tags":["hot"],
                  "note":null,"unknown":[{}]}
                """);
        assertThat(recipe)
                .isEqualTo(new Records.Recipe(
                        "Tea", 5, Records.Level.LOW, List.of(new Records.Step("Boil \u2615", 3)), Set.of("hot"), null));
    }

    @Test
    void bindsEveryTypeThatItHasASchemaFor() {
        assertThat(NUMBERS.read("{\"b\":-128,\"s\":1,\"i\":1.0,\"l\":9223372036854775807,\"f\":1.5,\"d\":1e2,"
                        + "\"integer\":12345678901234567890,\"decimal\":1.50,\"flag\":true}"))
                .isEqualTo(new Records.Numbers(
                        (byte) -128,
                        (short) 1,
                        1,
                        Long.MAX_VALUE,
                        1.5f,
                        100,
                        new BigInteger("12345678901234567890"),
                        new BigDecimal("1.50"),
                        true));
        String moment = "2024-01-02T10:00:00+01:00";
        assertThat(RESULTS.reader(Records.Times.class)
                        .read("{\"date\":\"2024-01-02\",\"instant\":\"2024-01-02T10:00:00Z\",\"offset\":\"" + moment
                                + "\",\"zoned\":\"" + moment + "\",\"time\":\"10:00:00+01:00\","
                                + "\"local\":\"2024-01-02T10:00:00\",\"localTime\":\"10:00:00\",\"duration\":\"PT5M\","
                                + "\"uuid\":\"123e4567-e89b-12d3-a456-426614174000\"}"))
                .isEqualTo(new Records.Times(
                        LocalDate.of(2024, 1, 2),
                        Instant.parse("2024-01-02T10:00:00Z"),
                        OffsetDateTime.parse(moment),
                        ZonedDateTime.parse(moment),
                        OffsetTime.parse("10:00:00+01:00"),
                        LocalDateTime.of(2024, 1, 2, 10, 0),
                        LocalTime.of(10, 0),
                        Duration.ofMinutes(5),
                        UUID.fromString("123e4567-e89b-12d3-a456-426614174000")));
        Records.Arrays arrays = RESULTS.reader(Records.Arrays.class)
                .read(
                        "{\"words\":[\"a\"],\"steps\":[{\"text\":\"b\",\"minutes\":1}],\"numbers\":[2],\"flags\":[true]}");
        assertThat(arrays.words()).containsExactly("a");
        assertThat(arrays.steps()).containsExactly(new Records.Step("b", 1));
        assertThat(arrays.numbers()).containsExactly(2);
        assertThat(arrays.flags()).containsExactly(true);
        assertThat(RESULTS.reader(Records.Adapted.class).read("{\"level\":\"lower\",\"day\":\"02.01.2024\"}"))
                .isEqualTo(new Records.Adapted(Records.Level.LOWER, LocalDate.of(2024, 1, 2)));
        Records.Loose loose = RESULTS.withStrict(false)
                .reader(Records.Loose.class)
                .read(
                        "{\"any\":{\"a\":[\"x\",null]},\"json\":{\"b\":1},\"map\":{\"c\":{\"text\":\"d\",\"minutes\":2}}}");
        assertThat(loose.any()).isInstanceOf(Map.class);
        assertThat(loose.json().toString()).isEqualTo("{\"b\":1}");
        assertThat(loose.map()).isEqualTo(Map.of("c", new Records.Step("d", 2)));
        assertThat(RESULTS.reader(Records.Tree.class)
                        .read("{\"name\":\"a\",\"left\":null,\"children\":["
                                + "{\"name\":\"b\",\"left\":{\"name\":\"c\",\"children\":[]},\"children\":[]}]}"))
                .isEqualTo(new Records.Tree(
                        "a", null, List.of(new Records.Tree("b", new Records.Tree("c", null, List.of()), List.of()))));
    }

    @Test
    void bindsOptionals() {
        Assumptions.assumeFalse(
                System.getProperty("astreaming.jsonb", "").startsWith("org.apache.johnzon"),
                "Johnzon makes no Optional for a record");
        ResultReader<Records.Absences> reader = RESULTS.reader(Records.Absences.class);
        assertThat(reader.read("{\"text\":null,\"texts\":[null,\"a\"]}"))
                .isEqualTo(new Records.Absences(
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        List.of(Optional.empty(), Optional.of("a"))));
        assertThat(reader.snapshot(new JsonText("{\"text\":\"gr\"}")))
                .isEqualTo(new Records.Absences(Optional.of("gr"), OptionalInt.empty(), Optional.empty(), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} x|3, $|something follows the value",
                "{\"title\":\"secret\",\"title\":1}|24, $.title|a second member of this name",
                "{\"steps\":[{\"text\":\"secret|25, $.steps[0].text|the JSON ends early",
                "Sure: {}|0, $|a value is expected",
                "~~|0, $|there is no JSON",
            })
    void saysWhatIsNoJson(String text, String where, String problem) {
        MalformedResultException error = refused(RECIPES, text);
        assertThat(error.failure()).isEqualTo(ResultFailure.INVALID_JSON);
        assertThat(error).hasMessageContaining(problem + " (character " + where + ")");
    }

    @Test
    void saysWhatIsNestedTooDeeply() {
        MalformedResultException error = refused(RECIPES, "[".repeat(100_000));
        assertThat(error).hasMessageContaining("nested more than 128 levels deep");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]|0, $|an object was expected, not an array",
                "{\"title\":5}|9, $.title|a string was expected, not this number",
                "{\"title\":null}|9, $.title|a string was expected, not null",
                "{\"prep_time\":\"5\"}|13, $.prep_time|a whole number was expected, not this string",
                "{\"prep_time\":1.5}|13, $.prep_time|a whole number was expected, not this number",
                "{\"prep_time\":2147483648}|13, $.prep_time|the number must lie between -2147483648 and 2147483647",
                "{\"prep_time\":1e999999999}|13, $.prep_time|the number is too large",
                "{\"prep_time\":1e99999999999}|13, $.prep_time|the number is too large",
                "{\"level\":\"secret\"}|9, $.level|one of the names of Level was expected, not this string",
                "{\"steps\":{}}|9, $.steps|an array was expected, not an object",
                "{\"steps\":[{\"text\":\"a\",\"minutes\":1},{\"text\":\"secret\"}]}|35, $.steps[1]|this object has no member \"minutes\"",
                "{\"title\":\"secret\"}|0, $|this object has no member \"prep_time\"",
            })
    void saysWhatDoesNotFitAndWhere(String text, String where, String problem) {
        MalformedResultException error = refused(RECIPES, text);
        assertThat(error.failure()).isEqualTo(ResultFailure.SCHEMA_MISMATCH);
        assertThat(error).hasMessageContaining("the answer doesn't fit: " + problem + " (character " + where + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "b|128|the number must lie between -128 and 127",
                "l|9223372036854775808|the number must lie between",
                "i|1e-1|a whole number was expected",
                "f|1e39|the number is too large",
                "d|-1e400|the number is too large",
                "d|true|a number was expected, not true",
                "flag|\"true\"|true or false was expected, not this string",
                "flag|null|true or false was expected, not null",
            })
    void letsNoNumberOverflowOrBeMadeOfSomethingElse(String component, String value, String problem) {
        assertThat(refused(NUMBERS, "{\"" + component + "\":" + value + "}")).hasMessageContaining(problem);
    }

    @Test
    void namesWhateverTheRecordOrTheProviderThrowsButNotItsMessage() {
        ResultReader<Records.Picky> picky = RESULTS.reader(Records.Picky.class);
        assertThat(refused(picky, "{\"first\":\"bad\",\"second\":\"secret\"}"))
                .hasMessageContaining("no Picky can be created from it: java.lang.IllegalArgumentException at ")
                .hasMessageContaining("Records.java:")
                .hasNoCause();
        String times =
                "{\"date\":\"secret\",\"instant\":\"\",\"offset\":\"\",\"zoned\":\"\",\"time\":\"\",\"local\":\"\","
                        + "\"localTime\":\"\",\"duration\":\"\",\"uuid\":\"\"}";
        assertThat(refused(RESULTS.reader(Records.Times.class), times))
                .hasMessageContaining("no Times can be created from it: java.time.format.DateTimeParseException");
    }

    @Test
    void showsARecordWhileItGrows() {
        String text =
                "{\"title\":\"Te\",\"prep_time\":15,\"level\":\"LOWER\",\"steps\":[{\"minutes\":3,\"text\":\"Bo\"},"
                        + "{\"text\":\"x\",\"minutes\":1}],\"tags\":[\"ab\",\"cd\"],\"note\":\"n\"}";
        Records.Step half = new Records.Step("B", 3);
        Records.Step first = new Records.Step("Bo", 3);
        Records.Step second = new Records.Step("x", 1);
        Records.Level lower = Records.Level.LOWER;
        assertThat(snapshots(RECIPES, text))
                .containsExactly(
                        new Records.Recipe(null, null, null, null, null, null),
                        new Records.Recipe("", null, null, null, null, null),
                        new Records.Recipe("T", null, null, null, null, null),
                        new Records.Recipe("Te", null, null, null, null, null),
                        new Records.Recipe("Te", 15, null, null, null, null),
                        new Records.Recipe("Te", 15, lower, null, null, null),
                        new Records.Recipe("Te", 15, lower, List.of(), null, null),
                        new Records.Recipe("Te", 15, lower, List.of(new Records.Step(null, 3)), null, null),
                        new Records.Recipe("Te", 15, lower, List.of(new Records.Step("", 3)), null, null),
                        new Records.Recipe("Te", 15, lower, List.of(half), null, null),
                        new Records.Recipe("Te", 15, lower, List.of(first), null, null),
                        new Records.Recipe("Te", 15, lower, List.of(first, second), null, null),
                        new Records.Recipe("Te", 15, lower, List.of(first, second), Set.of(), null),
                        new Records.Recipe("Te", 15, lower, List.of(first, second), Set.of("ab"), null),
                        new Records.Recipe("Te", 15, lower, List.of(first, second), Set.of("ab", "cd"), null),
                        new Records.Recipe("Te", 15, lower, List.of(first, second), Set.of("ab", "cd"), ""),
                        new Records.Recipe("Te", 15, lower, List.of(first, second), Set.of("ab", "cd"), "n"));
    }

    @Test
    void showsNoRecordBeforeItsPrimitivesHaveCome() {
        assertThat(snapshots(RESULTS.reader(Records.Step.class), "{\"text\":\"abc\",\"minutes\":12}"))
                .containsExactly(new Records.Step("abc", 12));
    }

    @Test
    void showsADateOnlyWhenItIsWhole() {
        assertThat(snapshots(RESULTS.reader(Records.Adapted.class), "{\"level\":\"lower\",\"day\":\"02.01.2024\"}"))
                .containsExactly(
                        new Records.Adapted(null, null),
                        new Records.Adapted(Records.Level.LOWER, null),
                        new Records.Adapted(Records.Level.LOWER, LocalDate.of(2024, 1, 2)));
    }

    @Test
    void showsWhatGrowsOfMapsAndOfAnything() {
        ResultReader<Records.Loose> reader = RESULTS.withStrict(false).reader(Records.Loose.class);
        assertThat(reader.snapshot(partial("{\"any\":[\"a").snapshot(reader.outline()))
                        .any())
                .isEqualTo(List.of("a"));
        assertThat(reader.snapshot(partial("{\"map\":{\"k\":{\"minutes\":1,\"text\":\"a")
                                .snapshot(reader.outline()))
                        .map())
                .isEqualTo(Map.of("k", new Records.Step("a", 1)));
    }

    @Test
    void showsARecordThatRefusesAbsenceWhenItCan() {
        assertThat(snapshots(RESULTS.reader(Records.Picky.class), "{\"first\":\"a\",\"second\":\"b\"}"))
                .containsExactly(
                        new Records.Picky("", null),
                        new Records.Picky("a", null),
                        new Records.Picky("a", ""),
                        new Records.Picky("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"a\",\"prep_time\":99999999999}",
                "{\"title\":\"a\",\"prep_time\":\"5\"}",
                "{\"title\":\"a\",\"steps\":[{\"text\":\"b\"}]}",
                "{\"title\":{\"b\":1}}",
            })
    void showsNothingThatDoesNotFit(String text) {
        List<Records.Recipe> shown = snapshots(RECIPES, text);
        assertThat(shown).allSatisfy(recipe -> {
            assertThat(recipe.prepTime()).isNull();
            assertThat(recipe.steps() == null || recipe.steps().isEmpty()).isTrue();
        });
    }

    @Test
    void pathsNameWhatTheRecordHasAndNothingThatTheModelMadeUp() {
        assertThat(refused(RECIPES, "{\"title\":\"a\",\"steps\":[{\"text\":\"b\",\"my_secret_1\":{\"x\":tru]}]}"))
                .hasMessageContaining("$.steps[0].*.*");
        assertThat(refused(RECIPES, "{\"title\":\"a\",\"steps\":[{\"text\":5}]}"))
                .hasMessageContaining("$.steps[0].text");
    }

    private static MalformedResultException refused(ResultReader<?> reader, String text) {
        MalformedResultException error = catchThrowableOfType(MalformedResultException.class, () -> reader.read(text));
        assertThat(error.text()).isEqualTo(text);
        assertThat(error.toString()).doesNotContain("secret");
        return error;
    }

    private static PartialJson partial(String text) {
        PartialJson json = new PartialJson();
        json.append(text);
        return json;
    }

    /** What is shown after each character, without repetitions. */
    private static <T> List<T> snapshots(ResultReader<T> reader, String text) {
        List<T> shown = new ArrayList<>();
        PartialJson json = new PartialJson();
        for (int i = 0; i < text.length(); i++) {
            json.append(text.substring(i, i + 1));
            JsonText closed = json.snapshot(reader.outline());
            T next = closed.isAbsent() ? null : reader.snapshot(closed);
            if (next != null && (shown.isEmpty() || !shown.get(shown.size() - 1).equals(next))) {
                shown.add(next);
            }
        }
        return shown;
    }
}
