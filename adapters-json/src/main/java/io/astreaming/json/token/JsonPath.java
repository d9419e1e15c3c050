package io.astreaming.json.token;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Finds the path to a place in a JSON text, such as {@code $.choices[0].delta}. It reads the text from its beginning
 * and is meant for error messages. Not thread-safe.
 */
public final class JsonPath {
    private static final int LONGEST_NAME = 40;
    private static final int DEEPEST = 8;

    private final Deque<Step> steps = new ArrayDeque<>();

    private JsonPath() {}

    /**
     * Returns the path to a place. Long or unusual names are replaced by {@code *}, since they may be content, and deep
     * levels are left out.
     */
    public static String to(String text, int place) {
        JsonPath path = new JsonPath();
        path.walk(text, Math.min(place, text.length()));
        return path.toString();
    }

    private void walk(String text, int place) {
        for (int at = 0; at < place; at++) {
            Step step = steps.peekLast();
            switch (text.charAt(at)) {
                case '{' -> steps.addLast(new Step(false));
                case '[' -> steps.addLast(new Step(true));
                case '}', ']' -> steps.pollLast();
                case ',' -> {
                    if (step != null) {
                        step.next();
                    }
                }
                case '"' -> {
                    int close = TokenLocator.closingQuote(text, at);
                    if (step != null && !step.array && step.name == null && close < place) {
                        step.name = text.substring(at + 1, close);
                    }
                    at = close;
                }
                default -> {}
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("$");
        steps.stream().limit(DEEPEST).forEach(step -> step.describe(out));
        return out.toString();
    }

    /** One level of the path: a member of an object or an element of an array. */
    private static final class Step {
        final boolean array;

        @Nullable
        String name;

        int index;

        Step(boolean array) {
            this.array = array;
        }

        void next() {
            name = null;
            index++;
        }

        void describe(StringBuilder out) {
            if (array) {
                out.append('[').append(index).append(']');
            } else if (name != null) {
                boolean plain = name.length() <= LONGEST_NAME && name.chars().allMatch(Step::isPlain);
                out.append('.').append(plain ? name : "*");
            }
        }

        private static boolean isPlain(int c) {
            return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
        }
    }
}
