package io.astreaming.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTimeoutsTest {
    private static final Map<String, BiFunction<StreamTimeouts, Duration, StreamTimeouts>> CHANGES =
            new LinkedHashMap<>();
    private static final Map<String, Function<StreamTimeouts, Duration>> READS = new LinkedHashMap<>();

    static {
        CHANGES.put("headers", StreamTimeouts::withHeaders);
        CHANGES.put("firstContent", StreamTimeouts::withFirstContent);
        CHANGES.put("idle", StreamTimeouts::withIdle);
        CHANGES.put("total", StreamTimeouts::withTotal);
        CHANGES.put("afterFinish", StreamTimeouts::withAfterFinish);
        READS.put("headers", StreamTimeouts::headers);
        READS.put("firstContent", StreamTimeouts::firstContent);
        READS.put("idle", StreamTimeouts::idle);
        READS.put("total", StreamTimeouts::total);
        READS.put("afterFinish", StreamTimeouts::afterFinish);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-1H"})
    void refusesAWaitThatIsNotPositiveAndNamesIt(Duration wait) {
        CHANGES.forEach((name, change) -> assertThatThrownBy(() -> change.apply(StreamTimeouts.DEFAULT, wait))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " must be positive, not " + wait));
    }

    @Test
    void changesOneTimeAndKeepsTheOthers() {
        Duration shortest = Duration.ofNanos(1);
        CHANGES.forEach((changed, change) -> {
            StreamTimeouts timeouts = change.apply(StreamTimeouts.DEFAULT, shortest);
            READS.forEach((name, read) -> assertThat(read.apply(timeouts))
                    .as("%s after a change of %s", name, changed)
                    .isEqualTo(name.equals(changed) ? shortest : read.apply(StreamTimeouts.DEFAULT)));
            assertThat(timeouts)
                    .isNotEqualTo(StreamTimeouts.DEFAULT)
                    .isEqualTo(change.apply(StreamTimeouts.DEFAULT, shortest))
                    .hasSameHashCodeAs(change.apply(StreamTimeouts.DEFAULT, shortest))
                    .asString()
                    .contains(changed + "=PT0.000000001S");
        });
    }

    @Test
    void takesHundredYearsForAnyLongerTime() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        CHANGES.forEach((name, change) -> assertThat(
                        READS.get(name).apply(change.apply(StreamTimeouts.DEFAULT, longest)))
                .isEqualTo(Duration.ofDays(36_500)));
    }

    /** A total of less than five minutes needs no other change: the time that passes first ends the stream. */
    @Test
    void needsNoOrderAmongItsTimes() {
        assertThat(StreamTimeouts.DEFAULT.withTotal(Duration.ofSeconds(1)).firstContent())
                .isEqualTo(StreamTimeouts.DEFAULT.firstContent());
    }
}
