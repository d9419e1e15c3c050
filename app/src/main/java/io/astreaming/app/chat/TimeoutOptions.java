package io.astreaming.app.chat;

import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Timeouts and retries. */
final class TimeoutOptions {
    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description =
                    "How long the whole stream may take. Default: an hour, and five minutes until the first content.")
    private @Nullable Duration total;

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description = "How long to wait for the response's headers and for each next byte. Default: two minutes.")
    private @Nullable Duration idle;

    @Option(
            names = "--retries",
            paramLabel = "COUNT",
            converter = Count.class,
            description = "How often to send a request again that got no answer. Default: 2.")
    private int retries = RetryPolicy.DEFAULT.maxAttempts() - 1;

    RetryPolicy retry() {
        return RetryPolicy.DEFAULT.withMaxAttempts(1 + retries);
    }

    StreamTimeouts timeouts() {
        StreamTimeouts timeouts = StreamTimeouts.DEFAULT;
        if (idle != null) {
            timeouts = timeouts.withHeaders(idle).withIdle(idle);
        }
        if (total != null) {
            timeouts = timeouts.withTotal(total);
            // A total of more than five minutes applies to the first content, too.
            timeouts = total.compareTo(timeouts.firstContent()) < 0 ? timeouts : timeouts.withFirstContent(total);
        }
        return timeouts;
    }

    /** Converts a positive number of seconds, with or without a fraction. */
    private static final class Seconds implements ITypeConverter<Duration> {
        private static final double MAX = 1e6;

        @Override
        public Duration convert(String value) {
            double seconds;
            try {
                seconds = Double.parseDouble(value);
            } catch (NumberFormatException e) {
                seconds = Double.NaN;
            }
            if (!(seconds >= 0.001 && seconds <= MAX)) {
                throw new TypeConversionException("'" + value + "' is no number of seconds from 0.001 to 1000000");
            }
            return Duration.ofNanos((long) (seconds * 1e9));
        }
    }

    /** Converts a number of retries. */
    private static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            if (!value.matches("[0-9]{1,2}")) {
                throw new TypeConversionException("'" + value + "' is no number from 0 to 99");
            }
            return Integer.valueOf(value);
        }
    }
}
