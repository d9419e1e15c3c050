package io.astreaming.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataKindTest {
    /** Longer data counts neither as words nor as blank, wherever it is in the buffer. */
    @ParameterizedTest
    @CsvSource({
        "' ', 1000, BLANK",
        "' ', 1001, BROKEN",
        "x, 1000, PLAIN_TEXT",
        "x, 1001, BROKEN",
    })
    void looksAtNoMoreThanSoManyBytes(String text, int length, DataKind kind) {
        byte[] bytes = ("-".repeat(600) + text.repeat(length) + "}").getBytes(UTF_8);

        assertThat(DataKind.of(bytes, 600, 600 + length)).isEqualTo(kind);
    }
}
