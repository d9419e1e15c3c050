package io.astreaming.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineEndScannerTest {
    @Test
    void findsTheFirstLineEndAmongAllBytes() {
        for (int seed = 0; seed < 50_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(40)];
            // Mostly bytes around the two it looks for and around the sign.
            byte[] likely = {9, 11, 12, 14, 15, -1, -128, 127, 0, (byte) (random.nextInt(8) == 0 ? 10 : 13), 32, 65};
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(4) == 0 ? (byte) random.nextInt(256) : likely[random.nextInt(likely.length)];
            }
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            int to = from + random.nextInt(bytes.length - from + 1);

            int expected = from;
            while (expected < to && bytes[expected] != '\n' && bytes[expected] != '\r') {
                expected++;
            }
            assertThat(LineEndScanner.find(bytes, from, to)).as("seed %d", seed).isEqualTo(expected);
        }
    }
}
