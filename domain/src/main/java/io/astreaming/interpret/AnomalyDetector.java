package io.astreaming.interpret;

import io.astreaming.value.Deviation;
import java.util.function.Consumer;

/**
 * Detects anomalies in one choice that can't be distinguished from intended content with certainty. They are reported
 * only; the content is unchanged. Not thread-safe.
 */
final class AnomalyDetector {
    private static final String THINK = "<think>";
    private static final int REPEATED_PIECES = 100;
    private static final int WORTH_COMPARING = 8;

    private final Consumer<Deviation> deviations;
    /** How many characters of the tag have matched so far; negative once it is decided. */
    private int opening;

    private long latestText;
    private int repetitions;
    private long latestReasoning;

    AnomalyDetector(Consumer<Deviation> deviations) {
        this.deviations = deviations;
    }

    void text(String piece) {
        if (opening >= 0) {
            openWith(piece);
        }
        long print = fingerprint(piece);
        if (print != latestText) {
            latestText = print;
            repetitions = 0;
        } else if (++repetitions == REPEATED_PIECES) {
            deviations.accept(Deviation.CONTENT_REPEATED);
        }
    }

    /** The tag may arrive in pieces, after white space. */
    private void openWith(String piece) {
        for (int i = 0; i < piece.length() && opening >= 0; i++) {
            char c = piece.charAt(i);
            if (c == THINK.charAt(opening)) {
                opening++;
            } else if (opening > 0 || !Character.isWhitespace(c)) {
                opening = -1;
            }
            if (opening == THINK.length()) {
                opening = -1;
                deviations.accept(Deviation.THINK_TAG_IN_CONTENT);
            }
        }
    }

    void reasoning(String piece) {
        long print = fingerprint(piece);
        if (piece.length() >= WORTH_COMPARING && print == latestReasoning) {
            deviations.accept(Deviation.REASONING_REPEATED);
        }
        latestReasoning = print;
    }

    /** Distinguishes pieces by hash without keeping them, which is certain enough for a report. */
    private static long fingerprint(String piece) {
        return (long) piece.length() << Integer.SIZE | (piece.hashCode() & 0xffff_ffffL);
    }

    /** A piece that begins with everything before it may be a repetition of the whole. */
    void arguments(CharSequence before, String piece) {
        int length = before.length();
        if (length >= WORTH_COMPARING
                && piece.length() >= length
                && CharSequence.compare(before, piece.substring(0, length)) == 0) {
            deviations.accept(Deviation.ARGUMENTS_CUMULATIVE);
        }
    }

    /** Two objects in one call's arguments may be the arguments of two calls. */
    boolean areOfSeveralCalls(CharSequence arguments) {
        int depth = 0;
        boolean inString = false;
        boolean objectEnded = false;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{') {
                if (objectEnded) {
                    return true;
                }
                depth++;
            } else if (c == '}') {
                objectEnded = --depth == 0;
            }
        }
        return false;
    }
}
