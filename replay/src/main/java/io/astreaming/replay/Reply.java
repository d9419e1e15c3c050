package io.astreaming.replay;

import io.astreaming.replay.completion.ErrorJson;
import io.astreaming.replay.net.Rejection;
import io.astreaming.replay.net.Response.Reuse;
import io.astreaming.value.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The response of a {@link ReplayServer} to one request: a recording, a status with a body, or arbitrary bytes; and the
 * faults in it. A fault has a {@linkplain FaultPoint position}, so that it happens exactly there in every run:
 *
 * <pre>{@code
 * Reply busy = Reply.status(429, "{\"error\":{\"message\":\"Slow down\"}}").header("Retry-After", "1");
 * Reply halting = Reply.of(hello).afterFrame(1).pause(Duration.ofSeconds(2)).afterFrame(3).cut();
 *
 * try (ReplayServer server = ReplayServer.answering(busy, halting, Reply.of(hello)).start()) {
 *     // the first request is rejected, the second loses its stream, the third and all others are served
 * }
 * }</pre>
 *
 * <p>A reply may have any number of faults. Faults at one position happen in the order in which they were added; faults
 * after the end of the connection never happen.
 *
 * <p>Immutable.
 */
public final class Reply {
    /** How the client detects the end of the body. */
    enum Framing {
        CHUNKED,
        LENGTH,
        UNTIL_CLOSE,
        /** There is no head: only the bytes are sent. */
        RAW
    }

    /** A fault and how many bytes of the body come before it; {@link #START} is before the head. */
    record Placed(int position, Fault fault) {}

    static final int START = -1;

    static final String EVENT_STREAM = "text/event-stream";
    private static final String LINES = "application/x-ndjson";

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\t\\x20-\\x7e\\x80-\\xff]*");

    private final int status;
    private final Map<String, String> headers;
    private final Framing framing;
    private final Recording body;
    private final @Nullable Pace pace;
    private final Reuse reuse;
    private final List<Placed> faults;

    private Reply(
            int status,
            Map<String, String> headers,
            Framing framing,
            Recording body,
            @Nullable Pace pace,
            Reuse reuse,
            List<Placed> faults) {
        this.status = status;
        this.headers = headers;
        this.framing = framing;
        this.body = body;
        this.pace = pace;
        this.reuse = reuse;
        this.faults = faults;
    }

    /**
     * Returns a reply that replays a recording with status 200 as {@code text/event-stream}, or Ollama's lines as
     * {@code application/x-ndjson}, each frame in its own chunk. A request that doesn't ask for a stream gets the {@code chat.completion} that the frames add up to, when
     * the last of them is due; faults within the stream then happen before that answer.
     *
     * @param recording what is replayed, at the server's pace unless the reply has {@linkplain #pace its own}
     * @return the reply
     */
    public static Reply of(Recording recording) {
        return new Reply(200, Map.of(), Framing.CHUNKED, recording, null, Reuse.ALLOWED, List.of())
                .header("Content-Type", isOfLines(recording) ? LINES : EVENT_STREAM + "; charset=utf-8")
                .header("Cache-Control", "no-cache");
    }

    private static boolean isOfLines(Recording recording) {
        return recording.protocol() == Protocol.OLLAMA
                && recording.frames().get(0).text().startsWith("{");
    }

    /**
     * Returns a status with a body that has a length, {@code application/json} unless a {@linkplain #header header}
     * says otherwise.
     *
     * @param status the status, from 200 to 599
     * @param body the body, sent as UTF-8 at once
     * @return the reply
     * @throws IllegalArgumentException if there is no such status, or it has no body
     */
    public static Reply status(int status, String body) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a status lies between 200 and 599, not " + status);
        }
        if ((status == 204 || status == 304) && !body.isEmpty()) {
            throw new IllegalArgumentException("a response with status " + status + " has no body");
        }
        Recording bytes = Recording.ofBytes(body.getBytes(StandardCharsets.UTF_8));
        return new Reply(status, Map.of(), Framing.LENGTH, bytes, Pace.full(), Reuse.ALLOWED, List.of())
                .header("Content-Type", "application/json");
    }

    /** Creates a rejection in the form that OpenAI uses. */
    static Reply rejection(Rejection reason) {
        return status(reason.status(), ErrorJson.of(reason.message(), "invalid_request_error", null, null));
    }

    /**
     * Sends bytes instead of a response, and closes the connection after them. Use this for anything that isn't valid
     * HTTP: another protocol, a broken head, invalid chunks.
     *
     * @param bytes the bytes; a copy is kept
     * @return the reply
     */
    public static Reply raw(byte[] bytes) {
        Recording recording = Recording.ofBytes(bytes);
        return new Reply(0, Map.of(), Framing.RAW, recording, Pace.full(), Reuse.ALLOWED, List.of());
    }

    /** {@return no response at all} The request is read and the connection closed. */
    public static Reply nothing() {
        return raw(new byte[0]);
    }

    /**
     * Returns a copy with a header, which replaces one with the same name. A header that says how the body is sent,
     * such as {@code Content-Length}, is sent unchanged, even if it is wrong; {@code Connection: close} is also obeyed.
     *
     * @param name the header's name
     * @param value its value
     * @return the reply
     * @throws IllegalArgumentException if the name or value isn't allowed in a header; {@link #raw} can send even those
     */
    public Reply header(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("a header's name is a token and its value one line of Latin 1");
        }
        Map<String, String> changed = headersExcept(name);
        changed.put(name, value);
        return with(changed, framing, pace, reuse);
    }

    /**
     * Returns a copy without one of its headers, such as {@code Content-Type}.
     *
     * @param name the header's name, in any case
     * @return the reply
     */
    public Reply withoutHeader(String name) {
        return with(headersExcept(name), framing, pace, reuse);
    }

    /**
     * Returns a copy with its own pace, which replaces the server's.
     *
     * @param pace when each frame is sent
     * @return the reply
     * @throws IllegalArgumentException if the pace needs timing and the recording has none
     */
    public Reply pace(Pace pace) {
        pace.check(body);
        return with(headers, framing, pace, reuse);
    }

    /**
     * {@return a copy with a body that ends with the connection, as proxies of HTTP/1.0 send it} Without chunks and
     * length a client can't distinguish a truncated body from a complete one.
     */
    public Reply unchunked() {
        return with(headers, framing == Framing.RAW ? framing : Framing.UNTIL_CLOSE, pace, reuse);
    }

    /**
     * {@return a copy with a connection that goes stale} The server seems to keep it open, but when the client sends
     * its next request over it, the connection is closed before the first byte of a response. That request isn't
     * listed, and it uses up no reply.
     */
    public Reply closeOnReuse() {
        return with(headers, framing, pace, Reuse.CLOSE);
    }

    /** {@return a copy with a connection that goes stale, like {@link #closeOnReuse}, but is reset on reuse} */
    public Reply resetOnReuse() {
        return with(headers, framing, pace, Reuse.RESET);
    }

    /** {@return the position before the first byte, even of the status line} */
    public FaultPoint atStart() {
        return new FaultPoint(this, START);
    }

    /**
     * Returns the position between two frames.
     *
     * @param frames how many frames come before it; 0 is directly after the head
     * @return the position
     * @throws IllegalArgumentException if the body has fewer frames
     */
    public FaultPoint afterFrame(int frames) {
        check(
                frames >= 0 && frames <= body.frames().size(),
                noPlace(body.frames().size() + " frames", "frame " + frames));
        return new FaultPoint(
                this, body.frames().stream().limit(frames).mapToInt(Frame::size).sum());
    }

    /**
     * Returns a position anywhere in the body: within a frame, or even within a character. A fault that adds nothing to
     * the body doesn't split a chunk, so that a frame can be cut or delayed in the middle of its chunk.
     *
     * @param bytes how many bytes of the body come before it, not counting head and chunk sizes
     * @return the position
     * @throws IllegalArgumentException if the body has fewer bytes
     */
    public FaultPoint afterByte(int bytes) {
        check(bytes >= 0 && bytes <= length(), noPlace(length() + " bytes", "byte " + bytes));
        return new FaultPoint(this, bytes);
    }

    /** {@return the position after all frames and before the body's end, if the end is visible to the client} */
    public FaultPoint atEnd() {
        return new FaultPoint(this, length());
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    Framing framing() {
        return framing;
    }

    /** Returns whether this is a recorded stream, which has a name. */
    boolean isStream() {
        return framing == Framing.CHUNKED || framing == Framing.UNTIL_CLOSE;
    }

    Recording body() {
        return body;
    }

    @Nullable
    Pace pace() {
        return pace;
    }

    Reuse reuse() {
        return reuse;
    }

    /** Returns the faults in the order in which they were added. */
    List<Placed> faults() {
        return faults;
    }

    /** Shows status, sizes and faults, never the content. */
    @Override
    public String toString() {
        String kind =
                framing == Framing.RAW ? "raw" : status + " " + framing.name().toLowerCase(Locale.ROOT);
        return "Reply[" + kind + ", " + body + (faults.isEmpty() ? "" : ", " + faults) + "]";
    }

    Reply with(Placed fault) {
        List<Placed> more = new ArrayList<>(faults);
        more.add(fault);
        return new Reply(status, headers, framing, body, pace, reuse, List.copyOf(more));
    }

    private Map<String, String> headersExcept(String name) {
        Map<String, String> others = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        others.putAll(headers);
        others.remove(name);
        return others;
    }

    private int length() {
        return body.frames().stream().mapToInt(Frame::size).sum();
    }

    private Reply with(Map<String, String> headers, Framing framing, @Nullable Pace pace, Reuse reuse) {
        return new Reply(status, headers, framing, body, pace, reuse, faults);
    }

    private String noPlace(String size, String after) {
        return "the recording \"" + body.name() + "\" has " + size + ": there is no place after " + after;
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
