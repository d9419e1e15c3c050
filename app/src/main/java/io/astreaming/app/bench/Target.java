package io.astreaming.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A time within which a stream should be, as a service promises it.
 *
 * @param measure what is limited
 * @param nanos the limit
 */
record Target(Measure measure, long nanos) {
    /** The measures that can be limited. */
    enum Measure {
        TTFT,
        TTFO,
        TPOT,
        E2E;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads targets such as {@code ttft:500}.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static List<Target> parse(List<String> texts) {
        List<Target> targets = new ArrayList<>();
        for (String text : texts) {
            for (String part : text.strip().split("[ ,]+", -1)) {
                targets.add(parse(part));
            }
        }
        return List.copyOf(targets);
    }

    private static Target parse(String text) {
        String[] parts = text.split(":", -1);
        for (Measure measure : Measure.values()) {
            if (parts.length == 2
                    && measure.label().equals(parts[0])
                    && parts[1].matches("[0-9]{1,7}(\\.[0-9]{1,3})?")) {
                return new Target(measure, Math.round(Double.parseDouble(parts[1]) * 1e6));
            }
        }
        throw new IllegalArgumentException(
                "--slo takes ttft, ttfo, tpot or e2e with milliseconds, such as ttft:500,tpot:50, not '" + text + "'");
    }

    /** Returns whether a completed stream keeps it; a measure that isn't known isn't kept. */
    boolean isMetBy(Sample sample) {
        Long value = switch (measure) {
            case TTFT -> sample.firstContent();
            case TTFO -> sample.firstOutput();
            case TPOT -> sample.timePerToken();
            case E2E -> (Long) sample.end();
        };
        return value != null && value <= nanos;
    }

    @Override
    public String toString() {
        return measure.label() + " " + Numbers.millis(nanos);
    }
}
