package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void noControlCharacterIsLeft() {
        for (char c = 0; c < 0xa0; c++) {
            String text = "a" + c + "b";
            assertThat(Printable.text(text).chars().filter(each -> each != '\n' && each != '\t'))
                    .noneMatch(Character::isISOControl);
            assertThat(Printable.line(text).chars()).noneMatch(Character::isISOControl);
        }
    }

    @Test
    void showsWhatWasThere() {
        assertThat(Printable.text("a\u001b[31m\r\n\tb\u007f\u009b")).isEqualTo("a␛[31m\n\tb␡\ufffd");
        assertThat(Printable.line("a\nb\tc")).isEqualTo("a b c");
        assertThat(Printable.text("plain é 😀")).isEqualTo("plain é 😀");
    }

    @Test
    void neverCutsAPairInTwo() {
        assertThat(Printable.beginning("😀😀😀", 2)).isEqualTo("😀😀…");
        assertThat(Printable.beginning("😀😀", 2)).isEqualTo("😀😀");
    }
}
