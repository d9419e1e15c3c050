package io.astreaming.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RepeatedTextTest {
    private final RepeatedText text = new RepeatedText();

    @Test
    void returnsTheSameStringForTheSameBytes() {
        String first = read("grün");
        assertThat(first).isEqualTo("grün");
        assertThat(read("grün")).isSameAs(first);
        assertThat(read("grüne")).isEqualTo("grüne");
        assertThat(read("")).isEmpty();
        assertThat(read("grün")).isEqualTo("grün");
    }

    /** A hostile server must not make each stream keep a line of a megabyte. */
    @Test
    void doesNotRememberALongText() {
        String name = read("delta");
        assertThat(read("x".repeat(129))).hasSize(129);
        assertThat(read("delta")).isSameAs(name);
        String longest = read("x".repeat(128));
        assertThat(read("x".repeat(128))).isSameAs(longest);
    }

    private String read(String line) {
        byte[] bytes = ("event: " + line + "\n").getBytes(StandardCharsets.UTF_8);
        return text.of(bytes, 7, bytes.length - 1);
    }
}
