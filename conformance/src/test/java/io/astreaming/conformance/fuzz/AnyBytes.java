package io.astreaming.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.conformance.Wire;
import io.astreaming.port.ChatCodec;
import io.astreaming.settings.StreamLimits;

/** Reads bytes that may be no stream at all, within limits so small that a fuzzer reaches them. */
final class AnyBytes {
    private static final int MOST_TEXT = 10_000;
    private static final StreamLimits SMALL = StreamLimits.DEFAULT
            .withEventBytes(4_096)
            .withNestingDepth(32)
            .withNumberLength(64)
            .withTotalText(MOST_TEXT)
            .withChoices(16)
            .withToolCalls(16)
            .withDistinctExtras(32)
            .withErrorBodyBytes(1_024);

    private AnyBytes() {}

    /** Fails unless the bytes make one outcome, the same wherever they are cut, and events as they are promised. */
    static void read(ChatCodec codec, byte[] bytes) {
        Wire whole = Wire.read(codec, bytes, Math.max(1, bytes.length), SMALL);
        Wire pieces = Wire.read(codec, bytes, 1 + bytes.length % 5, SMALL);

        assertThat(pieces.outcome.getClass()).isEqualTo(whole.outcome.getClass());
        assertThat(pieces.said()).isEqualTo(whole.said());
        EventPromises.check(whole);
        EventPromises.check(pieces);
        assertThat(whole.said().text().length()).isLessThanOrEqualTo(MOST_TEXT);
    }
}
