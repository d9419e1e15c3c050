package io.astreaming.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTimeoutsTest {
    private static final List<String> NAMES =
            List.of("connect", "headers", "firstContent", "idle", "total", "afterFinish");

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-1H"})
    void refusesAWaitThatIsNotPositiveAndNamesIt(Duration wait) {
        for (int i = 0; i < NAMES.size(); i++) {
            List<Duration> waits = Arrays.asList(durations());
            waits.set(i, wait);
            assertThatThrownBy(() -> timeouts(waits))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(NAMES.get(i) + " must be positive, not " + wait);
        }
    }

    @Test
    void takesTheShortestWait() {
        List<Duration> waits = Collections.nCopies(NAMES.size(), Duration.ofNanos(1));
        assertThat(timeouts(waits).afterFinish()).isEqualTo(Duration.ofNanos(1));
    }

    private static Duration[] durations() {
        return Collections.nCopies(NAMES.size(), Duration.ofSeconds(1)).toArray(Duration[]::new);
    }

    private static StreamTimeouts timeouts(List<Duration> of) {
        return new StreamTimeouts(of.get(0), of.get(1), of.get(2), of.get(3), of.get(4), of.get(5));
    }
}
