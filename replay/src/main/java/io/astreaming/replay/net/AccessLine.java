package io.astreaming.replay.net;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request as a line of a server's log: its time, method and path, the status, what was served, the bytes of the
 * body, and how long it took. The line contains no query, header or body of the request. Not thread-safe.
 */
public final class AccessLine {
    private static final int MAX_LENGTH = 200;

    private final String request;
    private final long begin = System.nanoTime();

    /**
     * Begins a line when a request has arrived.
     *
     * @param method the request's method; null if what arrived is no request
     * @param path the request's path as it was sent, without the query; null like the method
     */
    public AccessLine(@Nullable String method, @Nullable String path) {
        request = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + shown(method) + " " + shown(path);
    }

    /**
     * Returns the line when the response has ended.
     *
     * @param status the response's status; 0 if none was sent
     * @param served what was served, such as a recording's name; null if it has no name
     * @param bytes how much of the response's body was sent, without its framing
     * @param whole whether the response was sent to its end
     */
    public String end(int status, @Nullable String served, long bytes, boolean whole) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return String.format(
                Locale.ROOT,
                "%s %s %s %d bytes %d ms%s",
                request,
                status == 0 ? "-" : status,
                shown(served),
                bytes,
                millis,
                whole ? "" : " cut");
    }

    /** Returns a text without what could end the line, control a terminal, or pretend to be another column. */
    private static String shown(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "-";
        }
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(MAX_LENGTH).forEach(c -> {
            if ((c > ' ' && c <= '~') || Character.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format(Locale.ROOT, "%%%02X", b));
                }
            }
        });
        return text.codePointCount(0, text.length()) > MAX_LENGTH ? out + "..." : out.toString();
    }
}
