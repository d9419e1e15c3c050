package io.astreaming.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.conformance.Growth;
import io.astreaming.error.MalformedResultException;
import io.astreaming.json.JsonbResults;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.PartialJson;
import io.astreaming.port.ResultReader;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Any text grows by growth alone, and is a record or one clean error. */
class ResultFuzzTest {
    public enum Kind {
        A,
        AB
    }

    // Named one by one: the fuzzer rewrites classes and drops the names of parameters.
    public record Part(
            @JsonbProperty("text") String text,
            @JsonbProperty("number") int number,
            @JsonbProperty("big") BigInteger big,
            @JsonbProperty("decimal") BigDecimal decimal,
            @JsonbProperty("real") Double real,
            @JsonbProperty("date") LocalDate date,
            @JsonbProperty("kind") Kind kind) {}

    public record Whole(
            @JsonbProperty("text") String text,
            @JsonbProperty("parts") List<Part> parts,
            @JsonbProperty("byName") Map<String, Part> byName,
            @JsonbProperty("any") Object any) {}

    private static final ResultReader<Whole> READER =
            new JsonbResults().withStrict(false).reader(Whole.class);

    @FuzzTest
    void makesARecordOrAnErrorOfAnyText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        PartialJson json = new PartialJson(16, 10_000);
        JsonText before = JsonText.ABSENT;
        int piece = 1 + bytes.length / 50;
        for (int at = 0; at < text.length(); at += piece) {
            json.append(text.substring(at, Math.min(text.length(), at + piece)));
            JsonText now = json.snapshot();
            if (!now.isAbsent()) {
                JsonText.of(now.text());
                assertThat(before.isAbsent() || isBeginning(before, now)).isTrue();
                JsonText shown = json.snapshot(READER.outline());
                if (!shown.isAbsent()) {
                    READER.snapshot(JsonText.of(shown.text()));
                }
            }
            before = now;
        }
        json.end();
        PartialJson whole = new PartialJson(16, 10_000);
        whole.append(text);
        whole.end();
        assertThat(json.problem()).isEqualTo(whole.problem());
        assertThat(json.snapshot()).isEqualTo(whole.snapshot());
        try {
            assertThat(READER.read(text)).isNotNull();
        } catch (MalformedResultException e) {
            assertThat(e.text()).isEqualTo(text);
        }
    }

    /** Whether it is, as far as numbers go that others can hold: those with an exponent beyond an int they can't. */
    private static boolean isBeginning(JsonText before, JsonText now) {
        try {
            return Growth.isBeginning(Growth.parse(before), Growth.parse(now));
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
