package io.astreaming.jsontext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEndDetectorTest {
    private final JsonEndDetector end = new JsonEndDetector();

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "[{},[]]", "{\"}\":\"]\"}", "[\"\\\"]\"]", "[\"\\\\\"]", "{\"a\": {\"日本\": [1]}}"})
    void findsTheBracketThatClosesTheFirst(String json) {
        byte[] bytes = ("  " + json + "}]").getBytes(UTF_8);

        assertThat(end.find(bytes, 2, bytes.length)).isEqualTo(bytes.length - 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[{}", "{\"}", "[\"\\\"]", "[\"]\\\\"})
    void findsNoEndBeforeItArrives(String json) {
        byte[] bytes = json.getBytes(UTF_8);

        assertThat(end.find(bytes, 0, bytes.length)).isEqualTo(-1);
    }

    @Test
    void continuesWithTheNextBytes() {
        byte[] bytes = "{\"a\\\"}\":[\"]\",{}]}".getBytes(UTF_8);
        for (int i = 0; i < bytes.length - 1; i++) {
            assertThat(end.find(bytes, i, i + 1)).isEqualTo(-1);
        }

        assertThat(end.find(bytes, bytes.length - 1, bytes.length)).isEqualTo(bytes.length);
    }

    @Test
    void saysWhatIsOpen() {
        assertThat(end.isWithinValue()).isFalse();
        end.read('{');
        assertThat(end.isWithinValue()).isTrue();
        assertThat(end.isWithinString()).isFalse();
        end.read('"');
        assertThat(end.isWithinString()).isTrue();
        end.read('"');
        assertThat(end.isWithinString()).isFalse();
        end.read('}');
        assertThat(end.isWithinValue()).isFalse();
    }

    @Test
    void endsAtABracketAndNotAtAString() {
        assertThat(end.read('"')).isFalse();
        assertThat(end.isWithinValue()).isTrue();
        assertThat(end.read('"')).isFalse();
        assertThat(end.isWithinValue()).isFalse();
    }
}
