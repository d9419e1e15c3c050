package io.astreaming.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void changesOneSettingAndKeepsTheOthers() {
        RetryPolicy usual = RetryPolicy.DEFAULT;
        List<RetryPolicy> changed = List.of(
                usual.withMaxAttempts(9),
                usual.withBackoff(SECOND, Duration.ofSeconds(2)),
                usual.withMaxTotalBackoff(SECOND),
                usual.withRetryUnanswered(false));

        assertThat(changed)
                .extracting(RetryPolicy::toString)
                .containsExactly(
                        "RetryPolicy[maxAttempts=9, initialBackoff=PT0.5S, maxBackoff=PT8S, maxTotalBackoff=PT1M,"
                                + " retryUnanswered=true]",
                        "RetryPolicy[maxAttempts=3, initialBackoff=PT1S, maxBackoff=PT2S, maxTotalBackoff=PT1M,"
                                + " retryUnanswered=true]",
                        "RetryPolicy[maxAttempts=3, initialBackoff=PT0.5S, maxBackoff=PT8S, maxTotalBackoff=PT1S,"
                                + " retryUnanswered=true]",
                        "RetryPolicy[maxAttempts=3, initialBackoff=PT0.5S, maxBackoff=PT8S, maxTotalBackoff=PT1M,"
                                + " retryUnanswered=false]");
        assertThat(changed).doesNotContain(usual).doesNotHaveDuplicates();
        assertThat(usual.withMaxAttempts(1)).isEqualTo(RetryPolicy.NONE).hasSameHashCodeAs(RetryPolicy.NONE);
    }

    @Test
    void refusesAFirstPauseBeyondTheLongestAndNamesBoth() {
        assertThatThrownBy(() -> RetryPolicy.DEFAULT.withBackoff(Duration.ofSeconds(2), SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("initialBackoff (PT2S) is longer than maxBackoff (PT1S), which limits it");
    }

    @Test
    void refusesTimesThatAreNegativeOrLongerThanADay() {
        Duration tooLong = Duration.ofDays(1).plusNanos(1);
        assertThatThrownBy(() -> RetryPolicy.DEFAULT.withBackoff(SECOND.negated(), SECOND))
                .hasMessage("initialBackoff must lie between 0 and a day, not PT-1S");
        assertThatThrownBy(() -> RetryPolicy.DEFAULT.withBackoff(SECOND, tooLong))
                .hasMessage("maxBackoff must lie between 0 and a day, not " + tooLong);
        assertThatThrownBy(() -> RetryPolicy.DEFAULT.withMaxTotalBackoff(tooLong))
                .hasMessage("maxTotalBackoff must lie between 0 and a day, not " + tooLong);
    }
}
