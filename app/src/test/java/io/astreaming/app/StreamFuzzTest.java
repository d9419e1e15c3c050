package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.port.StreamLimits;

/** Any bytes make one outcome, and the same one wherever they are cut. */
class StreamFuzzTest {
    private static final StreamLimits SMALL = new StreamLimits(4_096, 32, 64, 10_000, 16, 16, 32, 1_024);

    @FuzzTest
    void readsAnyBytesTheSameWhereverTheyAreCut(byte[] bytes) {
        Wire whole = Wire.read(bytes, Math.max(1, bytes.length), SMALL);
        Wire pieces = Wire.read(bytes, 1 + bytes.length % 5, SMALL);

        assertThat(pieces.outcome.getClass()).isEqualTo(whole.outcome.getClass());
        assertThat(pieces.said()).isEqualTo(whole.said());
    }
}
