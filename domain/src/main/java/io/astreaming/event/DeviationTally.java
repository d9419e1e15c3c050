package io.astreaming.event;

import io.astreaming.chunk.Deviation;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts departures from the protocol. Not thread-safe. */
final class DeviationTally implements Consumer<Deviation> {
    private final EnumMap<Deviation, Long> counts = new EnumMap<>(Deviation.class);

    @Override
    public void accept(Deviation deviation) {
        counts.merge(deviation, 1L, Long::sum);
    }

    Map<Deviation, Long> counts() {
        return new EnumMap<>(counts);
    }
}
