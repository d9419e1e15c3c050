package io.astreaming.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextBufferTest {
    @Test
    void joinsBlocksAndWhatCameBehindThem() {
        TextBuffer text = new TextBuffer();
        StringBuilder whole = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            String piece = Integer.toString(i).repeat(100_000);
            text.append(piece);
            whole.append(piece);
            assertThat(text.length()).isEqualTo(whole.length());
            assertThat(text.toString().contentEquals(whole)).isTrue();
        }
    }
}
