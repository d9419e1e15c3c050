package io.astreaming.request;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * HTTP headers, such as a trace context, a tenant or an idempotency key. Names are case-insensitive. Values are treated
 * as secrets: neither {@code toString} nor an exception shows one. Immutable and thread-safe.
 *
 * @param values the value of each name, sorted by name; unmodifiable
 */
public record Headers(Map<String, String> values) {
    /** No headers. */
    public static final Headers NONE = new Headers(Map.of());

    /** The characters that a name may have besides letters and digits (RFC 9110, {@code tchar}). */
    private static final String PUNCTUATION = "!#$%&'*+-.^_`|~";

    /** The HTTP client sets these itself, since they describe the connection and the body. */
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    /**
     * Copies and checks the headers.
     *
     * @throws IllegalArgumentException if a header isn't allowed, see {@link #with(String, String)}
     */
    public Headers {
        Map<String, String> checked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((name, value) -> {
            check(name, value);
            checked.put(name, value);
        });
        values = Collections.unmodifiableMap(checked);
    }

    private static void check(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (!isName(name)) {
            throw new IllegalArgumentException("this header can't be sent: its name is blank, or contains"
                    + " characters that HTTP doesn't allow; use ASCII letters, digits and '-'");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("this header can't be sent: the client itself sets " + name);
        }
        if (value.isBlank() || !value.equals(value.strip()) || !value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("this header can't be sent: the value of " + name
                    + " is blank, begins or ends with a blank, or"
                    + " contains characters that HTTP doesn't allow, such as a line break or a letter beyond ASCII");
        }
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /**
     * Returns a copy with one more header.
     *
     * @param name the header's name; a header of the same name, in any case, is replaced
     * @param value its value: printable ASCII, neither blank nor surrounded by blanks
     * @return a changed copy
     * @throws IllegalArgumentException if the name isn't a header's name or the HTTP client itself sets that header,
     *     such as {@code Host}, or if the value has characters that aren't allowed, such as a line break. The message
     *     doesn't show the value
     */
    public Headers with(String name, String value) {
        check(name, value);
        return with(Map.of(name, value));
    }

    /**
     * Returns a copy with more headers, which replace those of the same names.
     *
     * @param others more headers
     * @return a changed copy, or this if there are no others
     */
    public Headers with(Headers others) {
        return others.isEmpty() ? this : with(others.values);
    }

    private Headers with(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(values);
        all.putAll(others);
        return new Headers(all);
    }

    /**
     * Returns a header's value.
     *
     * @param name its name, in any case
     * @return its value, which is a secret; null if there is no such header
     */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** {@return whether there are no headers} */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Consistent with the equality of the maps, in which names are case-insensitive. */
    @Override
    public int hashCode() {
        return List.copyOf(values.values()).hashCode();
    }

    /** Shows only the names. */
    @Override
    public String toString() {
        return "Headers" + values.keySet();
    }
}
