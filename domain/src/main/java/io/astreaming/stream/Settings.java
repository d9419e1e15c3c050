package io.astreaming.stream;

import io.astreaming.chunk.Deviation;
import io.astreaming.port.Alarm;
import io.astreaming.port.StreamLimits;
import io.astreaming.port.StreamTimeouts;
import java.util.Objects;
import java.util.Set;

/**
 * How streams are to be treated.
 *
 * @param limits how much to take
 * @param timeouts how long to wait
 * @param alarm time as streams know it
 * @param refused departures from the protocol that fail a stream
 */
record Settings(StreamLimits limits, StreamTimeouts timeouts, Alarm alarm, Set<Deviation> refused) {
    static final Settings DEFAULT =
            new Settings(StreamLimits.DEFAULT, StreamTimeouts.DEFAULT, SystemAlarm.INSTANCE, Set.of());

    Settings {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(alarm, "alarm");
        refused = Set.copyOf(refused);
    }
}
