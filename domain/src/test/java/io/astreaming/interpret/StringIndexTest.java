package io.astreaming.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StringIndexTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "9, 9", "10, 10", "007, 7", "123456789, 123456789"})
    void readsDigitsInAString(String digits, int index) {
        assertThat(of("\"" + digits + "\"")).isEqualTo(index);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"\"", "\"1234567890\"", "\"-1\"", "\"1a\"", "\"/\"", "\":\"", "\"1.0\"", "123", "[12]", "1"})
    void readsNothingElse(String sent) {
        assertThat(of(sent)).isNull();
    }

    @Test
    void readsNothingWhereNothingWasSent() {
        assertThat(StringIndex.of(Extras.NONE)).isNull();
        assertThat(StringIndex.of(new Extras(Map.of("other", new JsonText("\"1\"")))))
                .isNull();
    }

    private static Integer of(String sent) {
        return StringIndex.of(new Extras(Map.of("index", new JsonText(sent))));
    }
}
