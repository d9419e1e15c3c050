package io.astreaming.jsontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartialJsonTest {
    @Test
    void showsWhatIsCertainAndClosesIt() {
        assertThat(snapshots("{ \"a\" : \"xy\", \"b\":[1, true,{\"c\":null}], \"d\": 12 }"))
                .containsExactly(
                        "",
                        "{}",
                        "{ \"a\" : \"\"}",
                        "{ \"a\" : \"x\"}",
                        "{ \"a\" : \"xy\"}",
                        "{ \"a\" : \"xy\", \"b\":[]}",
                        "{ \"a\" : \"xy\", \"b\":[1]}",
                        "{ \"a\" : \"xy\", \"b\":[1, true]}",
                        "{ \"a\" : \"xy\", \"b\":[1, true,{}]}",
                        "{ \"a\" : \"xy\", \"b\":[1, true,{\"c\":null}]}",
                        "{ \"a\" : \"xy\", \"b\":[1, true,{\"c\":null}], \"d\": 12}",
                        "{ \"a\" : \"xy\", \"b\":[1, true,{\"c\":null}], \"d\": 12 }");
    }

    @Test
    void neverShowsHalfAnEscapeOrHalfAPair() {
        assertThat(snapshots("[\"\\\"\\n\\u0041\\ud83d\\ude00\ud83d\ude00\\ud83dx\"]"))
                .containsExactly(
                        "",
                        "[]",
                        "[\"\"]",
                        "[\"\\\"\"]",
                        "[\"\\\"\\n\"]",
                        "[\"\\\"\\n\\u0041\"]",
                        "[\"\\\"\\n\\u0041\\ud83d\\ude00\"]",
                        "[\"\\\"\\n\\u0041\\ud83d\\ude00\ud83d\ude00\"]",
                        "[\"\\\"\\n\\u0041\\ud83d\\ude00\ud83d\ude00\\ud83dx\"]");
    }

    @Test
    void knowsEveryEscape() {
        String text = "[\"\\/\\b\\f\\n\\r\\t\\\\\\\"\\u00aF\\uAf09\"]";
        PartialJson json = read(text);
        assertThat(json.isWhole()).isTrue();
        assertThat(json.snapshot().text()).isEqualTo(text);
        assertThat(snapshots("[\"\\b\\f\\r\\t\\/\"]"))
                .containsExactly(
                        "",
                        "[]",
                        "[\"\"]",
                        "[\"\\b\"]",
                        "[\"\\b\\f\"]",
                        "[\"\\b\\f\\r\"]",
                        "[\"\\b\\f\\r\\t\"]",
                        "[\"\\b\\f\\r\\t\\/\"]");
        assertThat(read("{\"\\b\":1,\"\\b\"").problem().description()).isEqualTo("a second member of this name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0660\u0660\u0660\u0660", "000G", "000/", "000:", "000@", "000`", "000g"})
    void takesHexadecimalDigitsOfAsciiAlone(String digits) {
        assertThat(read("[\"\\u" + digits).problem().description())
                .isEqualTo("an escape needs four hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ":", "`", "{1", "A", "_", "=", ";"})
    void takesNothingForAWordThatCanBeNone(String other) {
        assertThat(read("[" + other).problem()).isNotNull();
        assertThat(read("[1" + other).problem().description()).isNotEqualTo("neither a number nor true, false or null");
    }

    @Test
    void takesEveryCharacterOfWords() {
        assertThat(read("[-1.0E+9,2e-3,true,false,null]").isWhole()).isTrue();
        assertThat(read("[truz,").problem().description()).isEqualTo("neither a number nor true, false or null");
        assertThat(read("[1z,").problem().description()).isEqualTo("neither a number nor true, false or null");
        assertThat(read("[ta,").problem().description()).isEqualTo("neither a number nor true, false or null");
    }

    @Test
    void saysHowMuchCameAndKeepsItsText() {
        PartialJson json = read("{\"secret\": ");
        assertThat(json.length()).isEqualTo(11);
        assertThat(json.text()).isEqualTo("{\"secret\": ");
        assertThat(json).hasToString("PartialJson[11 characters, open]");
        json.append("1}");
        assertThat(json).hasToString("PartialJson[13 characters, whole]");
        json.append("?");
        assertThat(json).hasToString("PartialJson[14 characters, broken]");
    }

    @Test
    void closesAnEmptyArrayThatIsWhole() {
        assertThat(read("[]").isWhole()).isTrue();
        assertThat(snapshots("{\"a\":[]}")).containsExactly("", "{}", "{\"a\":[]}");
    }

    @Test
    void mayBeOfTheLeastSize() {
        PartialJson least = new PartialJson(1, 1);
        least.append("[");
        assertThat(least.problem()).isNull();
        assertThatThrownBy(() -> new PartialJson(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAMemberInAPathUpToFortyCharacters() {
        String longest = "x".repeat(40);
        assertThat(read("{\"" + longest + "\":?").problem().path()).isEqualTo("$." + longest);
        assertThat(read("{\"" + longest + "y\":?").problem().path()).isEqualTo("$.*");
        assertThat(read("{\"a_9\":?").problem().path()).isEqualTo("$.a_9");
        assertThat(read("{\"a\u0080\":?").problem().path()).isEqualTo("$.*");
        assertThat(read("{\"\u00e9\":?").problem().path()).isEqualTo("$.*");
    }

    @Test
    void hidesAWordInAnArrayUntilTheArrayIsWhole() {
        assertThat(snapshots("{\"a\":1,\"b\":[2]}", new OnlyMembers("a", "b")))
                .containsExactly("", "{\"a\":1,\"b\":[2]}");
        assertThat(snapshots("\"abc\"", new OnlyMembers("a"))).containsExactly("", "\"abc\"");
        assertThat(snapshots("{\"b\":2 }", new OnlyMembers("b"))).containsExactly("", "{\"b\":2}", "{\"b\":2 }");
    }

    /** Shows an object once it has all of these members; nothing else before it is whole. */
    private record OnlyMembers(String... names) implements PartialVisibility {
        @Override
        public boolean shows(Predicate<String> arrived) {
            return List.of(names).stream().allMatch(arrived);
        }

        @Override
        public PartialVisibility member(String name) {
            return WHOLE;
        }

        @Override
        public PartialVisibility element() {
            return WHOLE;
        }
    }

    @Test
    void takesARootThatIsNoObject() {
        assertThat(snapshots(" 12.5e1 ")).containsExactly("", " 12.5e1");
        assertThat(snapshots("\"ab\"")).containsExactly("", "\"\"", "\"a\"", "\"ab\"");
        PartialJson number = read("-1");
        assertThat(number.snapshot()).isEqualTo(JsonText.ABSENT);
        assertThat(number.end()).isTrue();
        assertThat(number.snapshot().text()).isEqualTo("-1");
        assertThat(number.isWhole()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} x|3|something follows the value|$",
                "{}{|2|something follows the value|$",
                "{\"a\":1,\"a\"|9|a second member of this name|$.a",
                "{\"a\":1,\"\\u0061\"|14|a second member of this name|$.a",
                "[1 2|3|',' or ']' is expected|$[0]",
                "{\"a\":[{},{\"b\":nul}|14|neither a number nor true, false or null|$.a[1].b",
                "[01,|1|neither a number nor true, false or null|$[0]",
                "[1.]|1|neither a number nor true, false or null|$[0]",
                "{a|1|a member's name is expected|$",
                "{\"a\":1,}|7|a member's name is expected|$",
                "{\"a\" 1|5|':' is expected|$.a",
                "{\"a\":,|5|a value is expected|$.a",
                "[1,]|3|a value is expected|$[1]",
                "```json|0|a value is expected|$",
                "[\"\\x|3|no such escape|$[0]",
                "[\"\\u00g|6|an escape needs four hexadecimal digits|$[0]",
                "{\"my secret!\":]|14|a value is expected|$.*",
            })
    void saysWhatIsWrongAndWhere(String text, int offset, String description, String path) {
        PartialJson json = read(text);
        assertThat(json.problem()).isEqualTo(new JsonProblem(description, offset, path));
    }

    /** A name is what its escapes stand for: a second one of it is found however it is written. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "\\b, \\u0008",
                "\\f, \\u000c",
                "\\n, \\u000A",
                "\\r, \\u000d",
                "\\t, \\u0009",
                "\\/, /",
                "\\\", \\u0022",
                "\\\\, \\u005C",
                "é, \\u00e9",
            })
    void knowsAnEscapedNameAgain(String escape, String same) {
        for (String other : List.of("\\b", "\\f", "\\n", "\\r", "\\t", "\\/", "\\\"", "\\\\", "é")) {
            assertThat(read("{\"a" + escape + "\":1,\"a" + other + "\":2}").problem() != null)
                    .isEqualTo(other.equals(escape));
        }
        assertThat(read("{\"a" + escape + "\":1,\"a" + same + "\":2}").problem().description())
                .isEqualTo("a second member of this name");
    }

    @Test
    void refusesControlCharactersInStrings() {
        assertThat(read("[\"a\nb").problem().description()).isEqualTo("a control character in a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":\"x", "[", "\"", "[\"\\", "[\"\\u00"})
    void saysWhenTheTextEndsEarly(String text) {
        PartialJson json = read(text);
        assertThat(json.problem()).isNull();
        json.end();
        assertThat(json.problem().description()).isEqualTo("the JSON ends early");
        assertThat(json.problem().offset()).isEqualTo(text.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\":12", "{\"n\":1.5e", "{\"n\":tru", "{\"n\":true"})
    void neverShowsWhatMayBeHalfANumberOrWord(String text) {
        PartialJson json = read(text);
        assertThat(json.snapshot().text()).isEqualTo("{}");
        assertThat(json.end()).isFalse();
        assertThat(json.snapshot().text()).isEqualTo("{}");
        assertThat(json.problem().description()).isEqualTo("the JSON ends early");
    }

    @Test
    void saysWhenThereIsNothing() {
        PartialJson json = read(" \n");
        json.end();
        assertThat(json.problem().description()).isEqualTo("there is no JSON");
        assertThat(json.snapshot()).isEqualTo(JsonText.ABSENT);
    }

    @Test
    void keepsWhatWasCertainWhenTheRestIsBroken() {
        PartialJson json = read("{\"a\":\"xy\",\"b\":?");
        assertThat(json.append("\"}")).isFalse();
        assertThat(json.end()).isFalse();
        assertThat(json.snapshot().text()).isEqualTo("{\"a\":\"xy\"}");
    }

    @Test
    void boundsDepthLengthAndNumbers() {
        assertThat(read("[".repeat(PartialJson.DEPTH)).problem()).isNull();
        assertThat(read("[".repeat(PartialJson.DEPTH + 1)).problem().description())
                .isEqualTo("nested more than 128 levels deep");
        PartialJson small = new PartialJson(2, 5);
        small.append("[[\"abc");
        assertThat(small.problem()).isEqualTo(new JsonProblem("more than 5 characters", 4, "$[0][0]"));
        assertThat(read("[" + "1".repeat(1_000) + "]").problem()).isNull();
        assertThat(read("[" + "1".repeat(1_001)).problem().description())
                .isEqualTo("a number is longer than 1000 characters");
        assertThatThrownBy(() -> new PartialJson(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsOnlyWhatTheOutlineLets() {
        PartialVisibility outline = new PartialVisibility() {
            @Override
            public boolean shows(Predicate<String> arrived) {
                return arrived.test("id");
            }

            @Override
            public PartialVisibility member(String name) {
                return name.equals("text") ? ANY : name.equals("inner") ? this : WHOLE;
            }

            @Override
            public PartialVisibility element() {
                return WHOLE;
            }
        };
        String text = "{\"text\":\"ab\",\"id\":7,\"inner\":{\"date\":\"d\",\"id\":1,\"list\":[1],\"text\":\"c\"}}";
        assertThat(snapshots(text, outline))
                .containsExactly(
                        "",
                        "{\"text\":\"ab\",\"id\":7}",
                        "{\"text\":\"ab\",\"id\":7,\"inner\":{\"date\":\"d\",\"id\":1}}",
                        "{\"text\":\"ab\",\"id\":7,\"inner\":{\"date\":\"d\",\"id\":1,\"list\":[1]}}",
                        "{\"text\":\"ab\",\"id\":7,\"inner\":{\"date\":\"d\",\"id\":1,\"list\":[1],\"text\":\"\"}}",
                        "{\"text\":\"ab\",\"id\":7,\"inner\":{\"date\":\"d\",\"id\":1,\"list\":[1],\"text\":\"c\"}}");
        assertThat(snapshots(text, PartialVisibility.WHOLE)).containsExactly("", text);
    }

    @Test
    void isTheSameWhereverTheTextIsCut() {
        String text = "{\"a\":[\"x\\u00e9\\ud83d\\ude00\",-1.5e+3,{\"b\":{}}],\"c\":false} ";
        PartialJson whole = read(text);
        for (int first = 0; first <= text.length(); first++) {
            for (int second = first; second <= text.length(); second++) {
                PartialJson pieces = new PartialJson();
                pieces.append(text.substring(0, first));
                pieces.append(text.substring(first, second));
                pieces.append(text.substring(second));
                assertThat(pieces.snapshot()).isEqualTo(whole.snapshot());
                assertThat(pieces.isWhole()).isTrue();
            }
        }
    }

    @Test
    void saysWheneverMoreIsCertain() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            PartialJson json = new PartialJson();
            String before = "";
            int silent = 0;
            for (char c : "{\"a\": [ 1.0, \"\\n\ud83d\ude00\", null], \"b\":2}".toCharArray()) {
                boolean more = json.append(String.valueOf(random.nextInt(20) == 0 ? (char) random.nextInt(128) : c));
                String now = json.snapshot() + " " + json.snapshot(PartialVisibility.WHOLE);
                assertThat(more || now.equals(before) || before.isEmpty()).isTrue();
                silent += more ? 0 : 1;
                before = now;
            }
            assertThat(silent).isPositive();
        }
    }

    @Test
    void looksAtEachCharacterOnce() {
        // A million pieces: were each looked at from the beginning, this wouldn't end.
        PartialJson json = new PartialJson();
        json.append("{\"a\":[");
        for (int i = 0; i < 500_000; i++) {
            json.append(i == 0 ? "\"" : ",\"");
            json.append("x\"");
        }
        json.append("]}");
        assertThat(json.isWhole()).isTrue();
    }

    private static PartialJson read(String text) {
        PartialJson json = new PartialJson();
        json.append(text);
        return json;
    }

    private static List<String> snapshots(String text) {
        return snapshots(text, PartialVisibility.ANY);
    }

    /** The snapshots after each character, without repetitions; each is JSON. */
    private static List<String> snapshots(String text, PartialVisibility outline) {
        Set<String> seen = new LinkedHashSet<>();
        PartialJson json = new PartialJson();
        seen.add(json.snapshot(outline).text());
        for (int i = 0; i < text.length(); i++) {
            json.append(text.substring(i, i + 1));
            JsonText closed = json.snapshot(outline);
            if (!closed.isAbsent()) {
                JsonText.of(closed.text());
            }
            seen.add(closed.text());
        }
        assertThat(json.problem()).isNull();
        return new ArrayList<>(seen);
    }
}
