package io.astreaming.replay.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The request line and the headers of one request, parsed line by line. Not thread-safe. */
final class RequestHead {
    private static final int MAX_HEADERS = 200;
    private static final Pattern REQUEST_LINE = Pattern.compile("([!-~]{1,32}) ([!-~]+) HTTP/(\\d\\.\\d)");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\\r\\x00]*)");
    private static final Pattern CLOSE = Pattern.compile("(?i)(^|,)\\s*close\\s*(,|$)");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String method = "";
    private String version = "";
    private URI uri = URI.create("/");
    private int headerLines;

    /** Parses the request line; returns why it is rejected, or null. */
    @Nullable
    Rejection requestLine(String line) {
        Matcher matcher = REQUEST_LINE.matcher(line);
        if (!matcher.matches()) {
            return new Rejection(400, "this is no request line of HTTP/1.1");
        }
        method = matcher.group(1);
        version = matcher.group(3);
        if (!version.startsWith("1.")) {
            return new Rejection(505, "this server speaks HTTP/1.1");
        }
        try {
            // After two slashes at the beginning, the path's first part would be parsed as a host's name.
            uri = new URI(matcher.group(2).replaceFirst("^//", "/%2F"));
            return uri.getPath() != null ? null : new Rejection(400, "the request's target has no path");
        } catch (URISyntaxException e) {
            return new Rejection(400, "the request's target is no URI");
        }
    }

    /** Parses a header; returns why it is rejected, or null. */
    @Nullable
    Rejection header(String line) {
        Matcher matcher = HEADER.matcher(line);
        if (!matcher.matches()) {
            return new Rejection(400, "this is no header: a name, a colon, a value");
        }
        if (++headerLines > MAX_HEADERS) {
            return new Rejection(431, "a request has at most " + MAX_HEADERS + " headers");
        }
        headers.computeIfAbsent(matcher.group(1), name -> new ArrayList<>())
                .add(matcher.group(2).strip());
        return null;
    }

    /** Checks the headers together after the last one; returns why the request is rejected, or null. */
    @Nullable
    Rejection check() {
        List<String> lengths = headers.getOrDefault("Content-Length", List.of());
        if (headers.getOrDefault("Host", List.of()).size() > 1) {
            return new Rejection(400, "a request has one Host");
        }
        if (isChunked() && !value("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            return new Rejection(501, "the only transfer coding is chunked");
        }
        if (isChunked() && (!lengths.isEmpty() || isOld())) {
            return new Rejection(400, "a body is either chunked or has a length");
        }
        if (lengths.size() > 1
                || (lengths.size() == 1 && !LENGTH.matcher(lengths.get(0)).matches())) {
            return new Rejection(400, "a body has one length, in digits");
        }
        return null;
    }

    boolean isChunked() {
        return headers.containsKey("Transfer-Encoding");
    }

    /** Returns the length of a body that isn't chunked; 0 without a body. */
    long contentLength() {
        String length = value("Content-Length");
        return length.isEmpty() ? 0 : Long.parseLong(length);
    }

    /** Returns whether the client waits with the body until the server asks for it. */
    boolean expectsContinue() {
        return !isOld() && value("Expect").equalsIgnoreCase("100-continue");
    }

    /** Returns how many header lines there are. */
    int headerLines() {
        return headerLines;
    }

    IncomingRequest request(byte[] body) {
        return new IncomingRequest(method, uri, headers, body);
    }

    /** Returns how to respond; a connection doesn't stay open after a rejection. */
    ResponseForm form(boolean rejected) {
        boolean closes = CLOSE.matcher(value("Connection")).find();
        return new ResponseForm(!isOld(), !isOld() && !closes && !rejected, method.equals("HEAD"));
    }

    /** Returns whether the client supports neither chunked bodies nor persistent connections. */
    private boolean isOld() {
        return version.equals("1.0");
    }

    /** Returns a header's values, joined; empty if there is none. */
    private String value(String name) {
        return String.join(",", headers.getOrDefault(name, List.of()));
    }
}
