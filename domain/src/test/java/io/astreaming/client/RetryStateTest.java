package io.astreaming.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.ChatException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.value.ErrorDetail;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryStateTest {
    private static final Duration BUDGET = Duration.ofSeconds(10);

    @Test
    void mayUseAllOfItsBudgetAndNoMore() {
        RetryState retries = retries(Duration.ofSeconds(1));
        assertThat(retries.pauseAfter(refusal(Duration.ofSeconds(4)))).isEqualTo(Duration.ofSeconds(4));
        assertThat(retries.pauseAfter(refusal(Duration.ofSeconds(6).plusNanos(1))))
                .isNull();
        assertThat(retries.pauseAfter(refusal(Duration.ofSeconds(6)))).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void waitsForTheShortestTimes() {
        for (int nanos = 0; nanos < 4; nanos++) {
            assertThat(retries(Duration.ofNanos(nanos)).pauseAfter(refusal(null)))
                    .isBetween(Duration.ofNanos(nanos / 2), Duration.ofNanos(nanos));
        }
    }

    @Test
    void sendsAgainOnlyWhatNoServerHasBegunToAnswer() {
        RetryState retries = retries(Duration.ofSeconds(1));
        assertThat(retries.pauseAfter(late(StreamTimeoutException.Phase.CONNECT)))
                .isNotNull();
        assertThat(retries.pauseAfter(late(StreamTimeoutException.Phase.HEADERS)))
                .isNull();
        assertThat(retries.pauseAfter(new MalformedStreamException("no JSON", null, null)))
                .isNull();
    }

    private static RetryState retries(Duration first) {
        RetryState retries = new RetryState(RetryPolicy.DEFAULT
                .withMaxAttempts(9)
                .withBackoff(first, BUDGET)
                .withMaxTotalBackoff(BUDGET));
        retries.next();
        return retries;
    }

    private static ChatException late(StreamTimeoutException.Phase waiting) {
        return new StreamTimeoutException(waiting, Duration.ofSeconds(1));
    }

    private static ChatException refusal(@Nullable Duration retryAfter) {
        return new RejectedException(503, new ErrorDetail("busy", null, null, null, JsonText.NULL), null, retryAfter);
    }
}
