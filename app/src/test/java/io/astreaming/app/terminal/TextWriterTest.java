package io.astreaming.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextWriterTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void joinsPairsAtEverySplit() throws IOException {
        String text = "a😀é漢😀😀\n";
        for (int i = 0; i <= text.length(); i++) {
            for (int j = i; j <= text.length(); j++) {
                bytes.reset();
                try (TextWriter out = new TextWriter(bytes, false)) {
                    out.write(text.substring(0, i));
                    out.write(text.substring(i, j));
                    out.write(text.substring(j));
                }
                assertThat(written()).isEqualTo(text);
            }
        }
    }

    @Test
    void replacesHalfAPairThatStaysAlone() throws IOException {
        try (TextWriter out = new TextWriter(bytes, false)) {
            out.write("a\ud83d");
            assertThat(written()).isEqualTo("a");
            out.write("b\ude00c");
            assertThat(written()).isEqualTo("a\ufffdb\ufffdc");
            out.write("\ud83d");
        }
        assertThat(written()).isEqualTo("a\ufffdb\ufffdc\ufffd");
    }

    @Test
    void writesEachPieceAtOnce() throws IOException {
        TextWriter out = new TextWriter(bytes, false);

        out.write("now");

        assertThat(written()).isEqualTo("now");
        assertThat(out.isLineOpen()).isTrue();
        out.write("\n");
        assertThat(out.isLineOpen()).isFalse();
    }

    @Test
    void whatAScreenMustNotSeeStaysAwayAtEverySplit() throws IOException {
        String text = "a\udb40\udc41b👩\u200d🔬\u200e\ud83d";
        for (int i = 0; i <= text.length(); i++) {
            bytes.reset();
            try (TextWriter out = new TextWriter(bytes, true)) {
                out.write(text.substring(0, i));
                out.write(text.substring(i));
            }
            assertThat(written()).as("split at %d", i).isEqualTo("a\ufffdb👩\u200d🔬\ufffd\ufffd");
        }
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
