package io.astreaming.test;

import io.astreaming.jsontext.JsonText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** Fails assertions, with messages of limited length. */
final class Failures {
    private static final int MAX_SHOWN = 500;

    private Failures() {}

    /**
     * Fails unless two values are equal.
     *
     * @param what what is compared, in the singular, such as {@code the text}
     * @param actual what came
     * @param expected what should have come
     * @param context shows what came beyond that
     */
    static void check(String what, @Nullable Object actual, @Nullable Object expected, Object context) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionFailedError(
                    "expected " + what + " to be " + shown(expected) + ", but it was " + shown(actual) + lines(context),
                    expected,
                    actual);
        }
    }

    /** Fails with a message and what came. */
    static AssertionFailedError failure(String problem, Object context) {
        return new AssertionFailedError(problem + lines(context));
    }

    /** Shows a value: texts between quotation marks, escaped, and cut if they are long. */
    static String shown(@Nullable Object value) {
        if (!(value instanceof CharSequence text)) {
            return String.valueOf(value);
        }
        boolean isLong = text.length() > MAX_SHOWN;
        String part = isLong ? text.subSequence(0, MAX_SHOWN).toString() : text.toString();
        return JsonText.ofString(part) + (isLong ? "... (" + text.length() + " characters)" : "");
    }

    private static String lines(Object context) {
        return System.lineSeparator() + context;
    }
}
