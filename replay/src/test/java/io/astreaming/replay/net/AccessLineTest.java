package io.astreaming.replay.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessLineTest {
    @Test
    void marksWhatThereIsNot() {
        assertThat(new AccessLine(null, null).end(0, null, 0, false)).matches("\\S+Z - - - - 0 bytes \\d+ ms cut");
    }

    @Test
    void escapesWhatIsNoPrintableCharacterAndCutsWhatIsLong() {
        String name = "größe \u001b[31m\u202e\n" + "x".repeat(300);

        assertThat(new AccessLine("GET", "/a").end(200, name, 7, true))
                .matches("\\S+Z GET /a 200 größe%20%1B\\[31m%E2%80%AE%0Ax{187}\\.\\.\\. 7 bytes \\d+ ms");
    }
}
