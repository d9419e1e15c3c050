package io.astreaming.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void everyLineIsMadePrintable() {
        Terminal terminal = terminal(Map.of());

        terminal.print("a\u001b[2J\nb");
        terminal.info("c\u001b[2J\nd");
        terminal.error("e\u009be");
        terminal.dim("f\u001bf\n");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a␛[2J b\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("c␛[2J d\nastreaming: e\ufffde\nf␛f\n");
    }

    @Test
    void dimsWhatStandsBesideTheAnswerOnlyOnAScreenThatMayHaveColour() {
        terminal(Map.of(), StandardStream.ERROR).dim("a");
        terminal(Map.of("NO_COLOR", "1"), StandardStream.ERROR).dim("b");
        terminal(Map.of(), StandardStream.OUTPUT).dim("c");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\u001b[2ma\u001b[0mbc");
    }

    @Test
    void hasColoursOnlyOnAScreenThatShowsThemIfTheUserDoesNotObject() {
        assertThat(coloured(Map.of("TERM", "xterm", "NO_COLOR", ""), StandardStream.ERROR))
                .isTrue();
        assertThat(coloured(Map.of("TERM", "xterm"), StandardStream.OUTPUT)).isFalse();
        assertThat(coloured(Map.of("NO_COLOR", "0"), StandardStream.ERROR)).isFalse();
        assertThat(coloured(Map.of("NO_COLOR", " "), StandardStream.ERROR)).isFalse();
        assertThat(coloured(Map.of("TERM", "dumb"), StandardStream.ERROR)).isFalse();
    }

    private boolean coloured(Map<String, String> environment, StandardStream screen) {
        err.reset();
        terminal(environment, screen).error("a\u001b[2Jb");
        String shown = err.toString(StandardCharsets.UTF_8);
        assertThat(shown).isIn("astreaming: a␛[2Jb\n", "\u001b[31mastreaming: a␛[2Jb\u001b[0m\n");
        return shown.startsWith("\u001b[31m");
    }

    @Test
    void aBlankVariableIsNone() {
        assertThat(terminal(Map.of("A", " ")).environment("A")).isNull();
        assertThat(terminal(Map.of("A", "a")).environment("A")).isEqualTo("a");
    }

    @Test
    void closingTheTextLeavesTheOutputOpen() throws IOException {
        Terminal terminal = terminal(Map.of());
        try (TextWriter text = terminal.text()) {
            text.write("first");
        }
        try (OutputStream bytes = terminal.bytes()) {
            bytes.write('\n');
        }
        terminal.print("second");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("first\nsecond\n");
        assertThat(terminal.isOutputGone()).isFalse();
    }

    @Test
    void bytesStayExactUnlessAScreenShowsThem() throws IOException {
        byte[] bytes = "é\u001b[31m\u200f👩\u200d🔬\r\n\ufffd".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xff;
        try (OutputStream piped = terminal(Map.of()).bytes()) {
            piped.write(bytes);
        }
        assertThat(out.toByteArray()).isEqualTo(bytes);

        out.reset();
        try (OutputStream shown = terminal(Map.of(), StandardStream.OUTPUT).bytes()) {
            for (byte b : bytes) {
                shown.write(b);
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("é␛[31m\ufffd👩\u200d🔬\n\ufffd\ufffd");
    }

    @Test
    void aStackTraceIsMadePrintableToo() {
        terminal(Map.of()).trace(new IllegalStateException("a\u001b[2Jb"));

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("java.lang.IllegalStateException: a␛[2Jb\n")
                .contains("\tat ");
    }

    private Terminal terminal(Map<String, String> environment, StandardStream... screens) {
        return new Terminal(
                new PrintStream(out, true),
                new PrintStream(err, true),
                InputStream.nullInputStream(),
                environment,
                Set.of(screens));
    }
}
