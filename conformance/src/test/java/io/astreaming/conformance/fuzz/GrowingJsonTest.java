package io.astreaming.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.conformance.Growth;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.PartialJson;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever document grows, wherever it is cut: each snapshot is a beginning of the next one, and the last equals the whole. */
@Timeout(120)
class GrowingJsonTest {
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t", "\r\n  "};
    private static final String[] SCALARS = {"0", "-0", "12", "-3.50", "1e9", "2E-7", "true", "false", "null"};
    private static final String[] UNITS = {
        "a",
        "{",
        "]",
        ",",
        ":",
        "é",
        "漢",
        "😀",
        "\ud83d",
        "\ude00",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0041",
        "\\ud83d",
        "\\ude00",
        "\\ud83d\\ude00",
        "\\u0000"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void growsByGrowthAlone(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            String text = space(random) + value(random, 4) + space(random);
            JsonValue whole = Growth.parse(JsonText.of(text));
            JsonValue before = null;
            PartialJson json = new PartialJson();
            for (int at = 0; at < text.length(); ) {
                int piece = Math.min(text.length() - at, 1 + random.nextInt(round % 2 == 0 ? 1 : 9));
                boolean more = json.append(text.substring(at, at + piece));
                at += piece;
                before = checkGrowth(before, json, more);
            }
            boolean more = json.end();
            before = checkGrowth(before, json, more);
            assertThat(json.problem()).as(text).isNull();
            assertThat(before).isEqualTo(whole);
        }
    }

    @Test
    void neverTakesBackWhatItShowedHoweverTheTextIsBroken() {
        Random random = new Random(6);
        int broken = 0;
        for (int round = 0; round < 1_000; round++) {
            StringBuilder text = new StringBuilder(value(random, 4));
            int at = random.nextInt(text.length());
            text.setCharAt(at, "{}[]\",:\\u0 \nnt-.e9x".charAt(random.nextInt(19)));
            JsonValue before = null;
            PartialJson json = new PartialJson();
            for (int i = 0; i < text.length(); i++) {
                before = checkGrowth(before, json, json.append(text.substring(i, i + 1)));
            }
            checkGrowth(before, json, json.end());
            broken += json.problem() == null ? 0 : 1;
            assertThat(json.problem() == null).as(text.toString()).isEqualTo(isJson(text.toString()));
        }
        assertThat(broken).isPositive();
    }

    /** A second member of a name is JSON to the grammar, but nothing that could grow. */
    private static boolean isJson(String text) {
        try {
            JsonText.of(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        PartialJson json = new PartialJson();
        json.append(text);
        return json.problem() == null || !json.problem().description().contains("second member");
    }

    private static JsonValue checkGrowth(JsonValue before, PartialJson json, boolean more) {
        JsonText closed = json.snapshot();
        if (closed.isAbsent()) {
            assertThat(before).isNull();
            return null;
        }
        JsonValue now = Growth.parse(JsonText.of(closed.text()));
        if (before != null) {
            assertThat(Growth.isBeginning(before, now))
                    .as(before + " grows to " + now)
                    .isTrue();
        }
        assertThat(more || now.equals(before)).isTrue();
        return now;
    }

    /** The notion of growth can tell growth from change. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1} {\"a\":2}",
                "\"ab\" \"a\"",
                "[\"a\",1] [\"ab\",1]",
                "{\"a\":\"x\",\"b\":1} {\"a\":\"xy\",\"b\":1}",
                "[1,2] [1]",
                "{\"a\":1,\"b\":2} {\"b\":2,\"a\":1}",
                "{\"a\":[]} {\"a\":{}}",
            })
    void isNoGrowthIfSomethingChanges(String pair) {
        List<JsonValue> values = List.of(pair.split(" ")).stream()
                .map(text -> Growth.parse(new JsonText(text)))
                .toList();
        assertThat(Growth.isBeginning(values.get(0), values.get(1))).isFalse();
    }

    private static String space(Random random) {
        return SPACES[random.nextInt(SPACES.length)];
    }

    private static String value(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 4 : 2);
        if (kind == 0) {
            return SCALARS[random.nextInt(SCALARS.length)];
        }
        if (kind == 1) {
            return string(random, "");
        }
        StringBuilder out = new StringBuilder(kind == 2 ? "[" : "{").append(space(random));
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.append(',').append(space(random));
            }
            if (kind == 3) {
                out.append(string(random, "k" + i))
                        .append(space(random))
                        .append(':')
                        .append(space(random));
            }
            out.append(value(random, depth - 1)).append(space(random));
        }
        return out.append(kind == 2 ? ']' : '}').toString();
    }

    private static String string(Random random, String start) {
        StringBuilder out = new StringBuilder("\"").append(start);
        for (int i = random.nextInt(6); i > 0; i--) {
            out.append(UNITS[random.nextInt(UNITS.length)]);
        }
        return out.append('"').toString();
    }
}
