package io.astreaming.app.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many requests are sent, and when. */
final class LoadOptions {
    private static final int MAX_REQUESTS = 1_000_000;
    private static final int MAX_OPEN = 10_000;
    private static final int OPEN_AT_A_RATE = 1_000;
    private static final double MAX_RATE = 10_000;
    private static final double MAX_SECONDS = 86_400;

    @Option(names = "--requests", paramLabel = "COUNT", description = "How many requests to measure. Default: 100.")
    private int requests = 100;

    @Option(
            names = "--concurrency",
            paramLabel = "COUNT",
            description =
                    "How many streams to keep open: a request is sent when another ends. Default: 1. With --rate the most"
                            + " that may be open, by default " + OPEN_AT_A_RATE + ".")
    private @Nullable Integer concurrency;

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            description =
                    "How many requests are due a second, whether or not others have ended. Times count from the moment at"
                            + " which a request was due.")
    private @Nullable Double rate;

    @Option(
            names = "--warmup",
            paramLabel = "COUNT",
            description = "How many requests to send before, one after the other, without measuring them. Default: 1.")
    private int warmup = 1;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "Send no more requests after this time. Default: 600.")
    private double duration = 600;

    /**
     * Returns what the options say.
     *
     * @throws IllegalArgumentException with the option that is out of its range
     */
    Load load() {
        check("--requests", requests, 1, MAX_REQUESTS);
        check("--warmup", warmup, 0, MAX_REQUESTS);
        check("--duration", duration, 0.001, MAX_SECONDS);
        int open = concurrency != null ? concurrency : rate != null ? OPEN_AT_A_RATE : 1;
        check("--concurrency", open, 1, MAX_OPEN);
        if (rate != null) {
            check("--rate", rate, 0.001, MAX_RATE);
        }
        return new Load(requests, warmup, open, rate, Duration.ofNanos((long) (duration * 1e9)));
    }

    private static void check(String option, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    option + " lies between " + Numbers.plain(min) + " and " + Numbers.plain(max));
        }
    }
}
