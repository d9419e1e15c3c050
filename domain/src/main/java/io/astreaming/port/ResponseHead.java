package io.astreaming.port;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The status and the headers of a response. Immutable and thread-safe.
 *
 * @param status the HTTP status
 * @param headers the headers; their names are case-insensitive
 */
public record ResponseHead(int status, Map<String, List<String>> headers) {
    /** Copies the headers. */
    public ResponseHead {
        TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            copy.put(header.getKey(), List.copyOf(header.getValue()));
        }
        headers = Collections.unmodifiableMap(copy);
    }

    /** {@return whether the status is 2xx} */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * Returns a header's first value.
     *
     * @param name the header's name, in any case
     * @return its value; null if there is none
     */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /**
     * Returns a copy with every header's value changed, such as by masking secrets.
     *
     * @param change is applied to each value
     * @return a changed copy
     */
    public ResponseHead map(UnaryOperator<String> change) {
        Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(
                (name, values) -> changed.put(name, values.stream().map(change).toList()));
        return new ResponseHead(status, changed);
    }

    /** {@return the media type in lower case without its parameters; empty if there is none} */
    public String mediaType() {
        String value = header("content-type");
        return value == null ? "" : value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Shows only the status, since headers may contain cookies. */
    @Override
    public String toString() {
        return "ResponseHead[" + status + "]";
    }
}
