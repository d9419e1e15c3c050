package io.astreaming.json.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StringScannerTest {
    private final StringScanner scan = new StringScanner();

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "é\\t日>é_日",
                "\\t😀x>_😀x",
                "日\\u00e9>日é",
                "a\\\\é\\/>a\\é/",
                "\\ud83d\\ude00é😀>😀é😀",
            })
    void readsEscapesBesideCharactersOfSeveralBytes(String json, String text) {
        byte[] bytes = bytes('"' + json + '"');
        assertThat(scan.scan(bytes, 1, bytes.length)).isEqualTo(bytes.length - 1);
        assertThat(scan.text(bytes)).isEqualTo(text.replace('_', '\t'));
        assertThat(scan.verbatim(bytes)).isEqualTo('"' + json + '"');
        assertThat(scan.isPlain()).isFalse();
    }

    /** What stands behind the limit belongs to another payload, and may be just what is missing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "1234567",
                "12345678",
                "123456789",
                "a\\n",
                "\\u00e9",
                "é",
                "日本",
                "😀",
                "12345678\\u00e9日"
            })
    void readsNothingBehindTheLimit(String json) {
        byte[] bytes = bytes('"' + json + "\"\"");
        int closing = bytes.length - 2;
        for (int limit = 1; limit <= closing; limit++) {
            assertThat(scan.scan(bytes, 1, limit)).as("up to %d", limit).isEqualTo(-1);
        }
        assertThat(scan.scan(bytes, 1, closing + 1)).isEqualTo(closing);
        assertThat(scan.scan(bytes, 1, bytes.length)).isEqualTo(closing);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
