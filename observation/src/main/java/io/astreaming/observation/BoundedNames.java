package io.astreaming.observation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the values of a metric's attribute that others choose, such as the model's name in a response: each new value
 * costs a time series in every backend, for ever. The first {@value #MAX_NAMES} different names pass, all later ones
 * become {@value #OTHER}, and so does a name that is long or has characters other than printable ASCII. Thread-safe.
 */
public final class BoundedNames {
    /** How many different names pass. */
    public static final int MAX_NAMES = 50;

    /** How many characters a name may have. */
    public static final int MAX_LENGTH = 64;

    /** What stands for all other names. */
    public static final String OTHER = "_OTHER";

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();

    /** Creates a bound that has seen no name yet. */
    public BoundedNames() {}

    /**
     * Returns a name if it is within the bounds.
     *
     * @param name any name
     * @return the same name or {@value #OTHER}
     */
    public String bounded(String name) {
        if (known.contains(name)) {
            return name;
        }
        if (!isShortAndPrintable(name) || count.get() >= MAX_NAMES) {
            return OTHER;
        }
        return add(name) ? name : OTHER;
    }

    private synchronized boolean add(String name) {
        if (known.contains(name)) {
            return true;
        }
        if (count.get() >= MAX_NAMES) {
            return false;
        }
        count.incrementAndGet();
        return known.add(name);
    }

    /**
     * Returns a text that may stand in a span, an event or a line of a log: cut to {@value #MAX_LENGTH} characters,
     * each character other than printable ASCII replaced by a question mark. So a name with a line break forges no
     * line.
     *
     * @param text any text, such as the name of a model that a request asks for
     * @return the text within the bounds
     */
    public static String printable(String text) {
        if (isShortAndPrintable(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(MAX_LENGTH);
        for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return out.toString();
    }

    private static boolean isShortAndPrintable(String name) {
        return name.length() <= MAX_LENGTH && name.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
