package io.astreaming.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.conformance.Wire;
import io.astreaming.settings.StreamLimits;

/** Any bytes make one outcome, and the same one wherever they are cut. */
class StreamFuzzTest {
    private static final StreamLimits SMALL = StreamLimits.DEFAULT
            .withEventBytes(4_096)
            .withNestingDepth(32)
            .withNumberLength(64)
            .withTotalText(10_000)
            .withChoices(16)
            .withToolCalls(16)
            .withDistinctExtras(32)
            .withErrorBodyBytes(1_024);

    @FuzzTest
    void readsAnyBytesTheSameWhereverTheyAreCut(byte[] bytes) {
        Wire whole = Wire.read(bytes, Math.max(1, bytes.length), SMALL);
        Wire pieces = Wire.read(bytes, 1 + bytes.length % 5, SMALL);

        assertThat(pieces.outcome.getClass()).isEqualTo(whole.outcome.getClass());
        assertThat(pieces.said()).isEqualTo(whole.said());
    }
}
