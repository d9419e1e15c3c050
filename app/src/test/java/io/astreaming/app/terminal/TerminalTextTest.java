package io.astreaming.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
    @Test
    void noControlCharacterIsLeft() {
        for (char c = 0; c < 0xa0; c++) {
            String text = "a" + c + "b";
            assertThat(TerminalText.text(text).chars().filter(each -> each != '\n' && each != '\t'))
                    .noneMatch(Character::isISOControl);
            assertThat(TerminalText.line(text).chars()).noneMatch(Character::isISOControl);
        }
    }

    @Test
    void showsWhatWasThere() {
        assertThat(TerminalText.text("a\u001b[31m\r\n\tb\u007f\u009b")).isEqualTo("a␛[31m\n\tb␡\ufffd");
        assertThat(TerminalText.line("a\nb\tc")).isEqualTo("a b c");
        assertThat(TerminalText.text("plain é 😀")).isEqualTo("plain é 😀");
    }

    @Test
    void nothingThatCantBeSeenIsLeft() {
        Set<Integer> unseen =
                Set.of((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR, (int)
                        Character.PARAGRAPH_SEPARATOR);
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (unseen.contains(Character.getType(c))) {
                String text = "a" + Character.toString(c) + "b";
                assertThat(TerminalText.text(text).codePoints().filter(each -> each != '\n' && each != '\t'))
                        .as("U+%04X", c)
                        .noneMatch(each -> unseen.contains(Character.getType(each)));
                assertThat(TerminalText.line(text).codePoints())
                        .noneMatch(each -> unseen.contains(Character.getType(each)));
                assertThat(TerminalText.json(text).codePoints())
                        .noneMatch(each -> unseen.contains(Character.getType(each)));
            }
        }
        assertThat(TerminalText.text("a\u200fb\u061cc\u2028d")).isEqualTo("a\ufffdb\ufffdc\ufffdd");
        assertThat(TerminalText.json("\"\u200f\udb40\udc41😀\"")).isEqualTo("\"\\u200f\\udb40\\udc41😀\"");
    }

    @Test
    void joinersStayWhereTheyJoin() {
        assertThat(TerminalText.text("👩\u200d🔬 می\u200cخواهم")).isEqualTo("👩\u200d🔬 می\u200cخواهم");
        assertThat(TerminalText.text("👩\u200d\u200dx pass\u200cword")).isEqualTo("👩\u200d\ufffdx pass\ufffdword");
    }

    @Test
    void fillersAndBlanksAreSeen() {
        assertThat(TerminalText.text("a\u115fb\u3164c\u2800d\u034fe\ufe0ff\uffa0g\udb40\udd00h"))
                .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh");
        assertThat(TerminalText.line("\u3164")).isEqualTo("\ufffd");
        assertThat(TerminalText.json("\"\u3164a\ufe0f\"")).isEqualTo("\"\\u3164a\\ufe0f\"");
    }

    @Test
    void selectorsStayWhereTheySelect() {
        String emojis = "\u2764\ufe0f 1\ufe0f\u20e3 \u2764\ufe0f\u200d\ud83d\udd25 \u845b\udb40\udd00";
        assertThat(TerminalText.text(emojis)).isEqualTo(emojis);
        assertThat(TerminalText.text("\u2764\ufe0f\ufe0f x\ufe0f \u2800\ufe0f"))
                .isEqualTo("\u2764\ufe0f\ufffd x\ufffd \ufffd\ufffd");
    }

    @Test
    void neverCutsAPairInTwo() {
        assertThat(TerminalText.beginning("😀😀😀", 2)).isEqualTo("😀😀…");
        assertThat(TerminalText.beginning("😀😀", 2)).isEqualTo("😀😀");
    }
}
