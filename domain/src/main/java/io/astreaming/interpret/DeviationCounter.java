package io.astreaming.interpret;

import io.astreaming.error.DeviationException;
import io.astreaming.value.Deviation;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts deviations from the protocol, and throws at the first one that isn't accepted. Not thread-safe. */
final class DeviationCounter implements Consumer<Deviation> {
    private Map<Deviation, Long> counts = Map.of();
    private Set<Deviation> refused = Set.of();

    void refuse(Set<Deviation> deviations) {
        refused = Set.copyOf(deviations);
    }

    @Override
    public void accept(Deviation deviation) {
        counts = counts.isEmpty() ? new TreeMap<>() : counts;
        counts.merge(deviation, 1L, Long::sum);
        if (refused.contains(deviation)) {
            refused = Set.of(); // one failure ends the stream; later deviations are only counted
            throw new DeviationException(deviation, null);
        }
    }

    Map<Deviation, Long> counts() {
        return new TreeMap<>(counts);
    }
}
