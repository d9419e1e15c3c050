package io.astreaming.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.settings.StreamLimits;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Advice is for whom it reaches: a program may set limits, a person at a terminal has options. */
class ErrorReporterTest {
    @ParameterizedTest
    @EnumSource
    void aLimitNamesASettingToProgramsAndNoneToPeople(StreamLimit limit) {
        LimitExceededException exceeded = new LimitExceededException(limit, 5, new Position(1, 2, null));

        assertThat(Arrays.stream(StreamLimits.class.getMethods()).map(Method::getName))
                .contains(limit.setting());
        assertThat(exceeded).hasMessageContaining("; raise StreamLimits." + limit.setting() + " if that is expected");
        assertThat(ErrorReporter.describe(exceeded))
                .isEqualTo("the stream has more than 5 " + limit.description()
                        + " (event #1, byte 2); only programs can raise the limit (Chat.withLimits)");
    }

    @Test
    void aTimeoutNamesTheOptionThatAllowsMore() {
        Map<StreamTimeoutException.Phase, String> advice = Map.of(
                StreamTimeoutException.Phase.CONNECT, "check the base URL and the network",
                StreamTimeoutException.Phase.HEADERS, "allow more with --idle-timeout",
                StreamTimeoutException.Phase.FIRST_CONTENT, "allow more with --timeout",
                StreamTimeoutException.Phase.IDLE, "allow more with --idle-timeout",
                StreamTimeoutException.Phase.TOTAL, "allow more with --timeout",
                StreamTimeoutException.Phase.TOOL_LOOP, "allow more with --timeout");
        for (StreamTimeoutException.Phase waiting : StreamTimeoutException.Phase.values()) {
            assertThat(ErrorReporter.describe(new StreamTimeoutException(waiting, Duration.ofSeconds(2))))
                    .isEqualTo("waited 2.00 s " + waiting.description() + "; " + advice.get(waiting));
        }
    }
}
