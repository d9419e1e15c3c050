package io.astreaming.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.ErrorDetail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndpointPolicyTest {
    private static final List<String> ALL = List.of("a", "b", "c");
    private static final long START = Long.MAX_VALUE - 5; // a clock that soon overflows

    /** The clock of the policy after a number of seconds; it overflows. */
    private static long after(int seconds) {
        return START + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void prefersTheFirstThatHasNotFailedLately() {
        EndpointPolicy policy = EndpointPolicy.ordered(Duration.ofSeconds(10));
        assertThat(policy.choose(ALL, START)).isEqualTo("a");
        policy.attemptEnded("a", busy(null), START);
        assertThat(policy.choose(ALL, after(9))).isEqualTo("b");
        assertThat(policy.choose(List.of("a"), START)).as("the only one").isEqualTo("a");
        assertThat(policy.choose(ALL, after(10))).isEqualTo("a");
    }

    @Test
    void avoidsAnEndpointForAsLongAsItAsks() {
        EndpointPolicy policy = EndpointPolicy.ordered(Duration.ofSeconds(10));
        policy.attemptEnded("a", busy(Duration.ofMinutes(1)), START);
        assertThat(policy.choose(ALL, after(59))).isEqualTo("b");
        assertThat(policy.choose(ALL, after(60))).isEqualTo("a");
        policy.attemptEnded("a", busy(Duration.ofSeconds(1)), START);
        assertThat(policy.choose(ALL, after(9)))
                .as("no shorter than the cool-down")
                .isEqualTo("b");
    }

    @Test
    void asksTheOneThatIsReadyFirstIfAllHaveFailed() {
        EndpointPolicy policy = EndpointPolicy.ordered(Duration.ofSeconds(10));
        policy.attemptEnded("a", busy(null), START + 2);
        policy.attemptEnded("b", busy(null), START);
        policy.attemptEnded("c", busy(null), START + 1);
        assertThat(policy.choose(ALL, START + 3)).isEqualTo("b");
    }

    @Test
    void forgivesWhatIsNotTheEndpointsFault() {
        EndpointPolicy policy = EndpointPolicy.ordered(Duration.ofSeconds(10));
        policy.attemptEnded("a", null, START);
        assertThat(policy.choose(ALL, START)).isEqualTo("a");
    }

    @Test
    void prefersTheEndpointWithTheFewestStreams() {
        EndpointPolicy policy = EndpointPolicy.leastLoaded(Duration.ofSeconds(10));
        policy.attemptStarted("a");
        policy.attemptStarted("a");
        policy.attemptStarted("b");
        policy.attemptStarted("c");
        policy.attemptEnded("c", null, START);
        assertThat(policy.choose(ALL, START)).isEqualTo("c");
        policy.attemptStarted("c");
        policy.attemptEnded("c", busy(null), START);
        assertThat(policy.choose(ALL, START)).as("c has failed").isEqualTo("b");
    }

    @Test
    void takesTurnsAmongEqualEndpoints() {
        EndpointPolicy policy = EndpointPolicy.leastLoaded(Duration.ofSeconds(10));
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            chosen.add(policy.choose(ALL, START));
        }
        assertThat(chosen).containsExactly("a", "b", "c", "a", "b", "c");
    }

    private static ChatException busy(@Nullable Duration retryAfter) {
        return new RejectedException(429, new ErrorDetail("busy", null, null, null, JsonText.NULL), null, retryAfter);
    }
}
