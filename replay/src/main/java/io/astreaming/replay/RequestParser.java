package io.astreaming.replay;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request of HTTP/1.1 (RFC 9112) from bytes as they come: line ends of LF alone are taken too, everything
 * else that could be read in two ways is refused. Not thread-safe.
 */
final class RequestParser {
    static final int LARGEST_BODY = 16 << 20;
    private static final int LONGEST_LINE = 16 << 10;
    private static final int LARGEST_HEAD = 64 << 10;
    private static final int MOST_HEADERS = 200;

    /** What an unfinished head costs: a byte is kept twice at most, and each header has objects of its own. */
    private static final int COST_PER_HEAD_BYTE = 2;

    private static final int COST_PER_HEADER = 256;

    private static final Pattern REQUEST_LINE = Pattern.compile("([!-~]{1,32}) ([!-~]+) HTTP/(\\d\\.\\d)");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\\r\\x00]*)");
    private static final Pattern CLOSE = Pattern.compile("(?i)(^|,)\\s*close\\s*(,|$)");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final Pattern CHUNK = Pattern.compile("(\\p{XDigit}{1,15})[ \t]*(;.*)?");

    /** Why a request isn't read: the status of the response, and a message for the client. */
    record Refusal(int status, String message) {}

    /** What comes next. */
    private enum Stage {
        REQUEST_LINE,
        HEADER,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        DONE
    }

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Stage stage = Stage.REQUEST_LINE;
    private String method = "";
    private String version = "";
    private URI uri = URI.create("/");
    private int headBytes;
    private int keptHeadBytes;
    private int headerLines;
    private long remaining;
    private boolean isWaiting;
    private @Nullable Refusal refusal;

    /** Takes bytes up to the request's end, and says whether it is reached or will never be. */
    boolean feed(ByteBuffer in) {
        while (stage != Stage.DONE) {
            if (stage == Stage.BODY || stage == Stage.CHUNK) {
                int n = (int) Math.min(remaining, in.remaining());
                body.write(in.array(), in.arrayOffset() + in.position(), n);
                in.position(in.position() + n);
                remaining -= n;
                if (remaining > 0) {
                    return false;
                }
                stage = stage == Stage.BODY ? Stage.DONE : Stage.CHUNK_END;
            } else {
                String text = line(in);
                if (text == null) {
                    return stage == Stage.DONE;
                }
                take(text);
            }
        }
        return true;
    }

    /** Whether the client waits with the body until it is asked for it; asked once, it isn't asked again. */
    boolean hasToBeAskedForTheBody() {
        boolean waits = isWaiting;
        isWaiting = false;
        return waits && body.size() == 0;
    }

    /** Why there is nothing to answer, if there is no sense in the request. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** Whether a byte of the request has come. */
    boolean isBegun() {
        return keptHeadBytes > 0;
    }

    /** Whether the head is whole and only the body is missing. */
    boolean hasHead() {
        return stage.compareTo(Stage.HEADER) > 0;
    }

    /** About how many bytes of memory are kept of the request so far. */
    int cost() {
        return COST_PER_HEAD_BYTE * keptHeadBytes + COST_PER_HEADER * headerLines + body.size();
    }

    ReceivedRequest request() {
        return new ReceivedRequest(method, uri, headers, body.toByteArray());
    }

    ResponseTerms terms() {
        boolean closes = CLOSE.matcher(header("Connection")).find();
        return new ResponseTerms(!isOld(), !isOld() && !closes && refusal == null, method.equals("HEAD"));
    }

    /** Whether the client knows no chunks and no connection that outlives a response. */
    private boolean isOld() {
        return version.equals("1.0");
    }

    /** The next line without its end, null as long as it isn't whole. */
    private @Nullable String line(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (stage.compareTo(Stage.BODY) < 0) {
                keptHeadBytes++;
            }
            if (++headBytes > LARGEST_HEAD || line.size() >= LONGEST_LINE) {
                refuse(431, "a line has at most " + LONGEST_LINE + " bytes, all lines " + LARGEST_HEAD);
                return null;
            }
            if (b == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                line.reset();
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(b);
        }
        return null;
    }

    private void take(String text) {
        switch (stage) {
            case REQUEST_LINE -> takeRequestLine(text);
            case HEADER -> takeHeader(text);
            case CHUNK_SIZE -> takeChunkSize(text);
            case CHUNK_END -> expect(text.isEmpty(), Stage.CHUNK_SIZE, "a chunk is longer than it said");
            default -> stage = text.isEmpty() ? Stage.DONE : stage;
        }
    }

    private void takeRequestLine(String text) {
        if (text.isEmpty()) {
            return;
        }
        Matcher matcher = REQUEST_LINE.matcher(text);
        if (!matcher.matches()) {
            refuse(400, "this is no request line of HTTP/1.1");
            return;
        }
        method = matcher.group(1);
        version = matcher.group(3);
        try {
            // Two slashes at the beginning would make a path's first part the name of a host.
            uri = new URI(matcher.group(2).replaceFirst("^//", "/%2F"));
            expect(uri.getPath() != null, Stage.HEADER, "the request's target has no path");
        } catch (URISyntaxException e) {
            refuse(400, "the request's target is no URI");
        }
        if (!version.startsWith("1.")) {
            refuse(505, "this server speaks HTTP/1.1");
        }
    }

    private void takeHeader(String text) {
        if (text.isEmpty()) {
            endHead();
            return;
        }
        Matcher matcher = HEADER.matcher(text);
        if (!matcher.matches()) {
            refuse(400, "this is no header: a name, a colon, a value");
        } else if (++headerLines > MOST_HEADERS) {
            refuse(431, "a request has at most " + MOST_HEADERS + " headers");
        } else {
            headers.computeIfAbsent(matcher.group(1), name -> new ArrayList<>())
                    .add(matcher.group(2).strip());
        }
    }

    private void endHead() {
        headBytes = 0;
        isWaiting = !isOld() && header("Expect").equalsIgnoreCase("100-continue");
        List<String> lengths = headers.getOrDefault("Content-Length", List.of());
        boolean chunked = headers.containsKey("Transfer-Encoding");
        if (headers.getOrDefault("Host", List.of()).size() > 1) {
            refuse(400, "a request has one Host");
        } else if (chunked && !header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            refuse(501, "the only transfer coding is chunked");
        } else if (chunked && (!lengths.isEmpty() || isOld())) {
            refuse(400, "a body is either chunked or has a length");
        } else if (chunked) {
            stage = Stage.CHUNK_SIZE;
        } else if (lengths.isEmpty()) {
            stage = Stage.DONE;
        } else if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
            refuse(400, "a body has one length, in digits");
        } else {
            expectMore(Long.parseLong(lengths.get(0)), Stage.BODY);
        }
    }

    private void takeChunkSize(String text) {
        headBytes = 0;
        Matcher matcher = CHUNK.matcher(text);
        if (!matcher.matches()) {
            refuse(400, "a chunk begins with its size");
            return;
        }
        long size = Long.parseLong(matcher.group(1), 16);
        expectMore(size, size == 0 ? Stage.TRAILER : Stage.CHUNK);
    }

    private void expectMore(long size, Stage next) {
        if (size > LARGEST_BODY - body.size()) {
            refuse(413, "a request has at most " + LARGEST_BODY + " bytes");
        } else {
            remaining = size;
            stage = next;
        }
    }

    private void expect(boolean condition, Stage next, String otherwise) {
        if (condition) {
            stage = next;
        } else {
            refuse(400, otherwise);
        }
    }

    /** Reads no further. */
    void refuse(int status, String message) {
        refusal = new Refusal(status, message);
        stage = Stage.DONE;
    }

    /** A header's values in one, empty if there is none. */
    private String header(String name) {
        return String.join(",", headers.getOrDefault(name, List.of()));
    }
}
