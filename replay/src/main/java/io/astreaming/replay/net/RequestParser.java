package io.astreaming.replay.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses one request of HTTP/1.1 (RFC 9112) from bytes as they arrive. Lines may end with LF alone; everything else
 * that could be understood in two ways is rejected. Not thread-safe.
 */
public final class RequestParser {
    public static final int MAX_BODY = 16 << 20;

    /** The memory of an incomplete head: each byte is kept at most twice, and each header has its own objects. */
    private static final int COST_PER_HEAD_BYTE = 2;

    private static final int COST_PER_HEADER = 256;
    private static final Pattern CHUNK = Pattern.compile("(\\p{XDigit}{1,15})[ \t]*(;.*)?");

    /** Which part of the request comes next. */
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

    private final RequestHead head = new RequestHead();
    private final LineReader lines = new LineReader();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private Stage stage = Stage.REQUEST_LINE;
    private int headBytes;
    private long remaining;
    private boolean awaitsContinue;
    private @Nullable Rejection rejection;

    /** Parses bytes up to the request's end; returns whether the request is complete or rejected. */
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
                String text = nextLine(in);
                if (text == null) {
                    return stage == Stage.DONE;
                }
                parse(text);
            }
        }
        return true;
    }

    /** Returns whether the client now waits for {@code 100 Continue}; true at most once. */
    boolean takeContinue() {
        boolean waits = awaitsContinue;
        awaitsContinue = false;
        return waits && body.size() == 0;
    }

    /** Returns why the request is rejected; null if it isn't. */
    @Nullable
    Rejection rejection() {
        return rejection;
    }

    /** Returns whether a byte of the request has arrived. */
    boolean hasStarted() {
        return headBytes > 0;
    }

    /** Returns whether the head is complete and only the body is missing. */
    boolean hasHead() {
        return stage.compareTo(Stage.HEADER) > 0;
    }

    /** Returns the approximate memory of the request so far, in bytes. */
    int cost() {
        return COST_PER_HEAD_BYTE * headBytes + COST_PER_HEADER * head.headerLines() + body.size();
    }

    IncomingRequest request() {
        return head.request(body.toByteArray());
    }

    ResponseForm form() {
        return head.form(rejection != null);
    }

    private @Nullable String nextLine(ByteBuffer in) {
        int start = in.position();
        String text = lines.next(in);
        if (stage.compareTo(Stage.BODY) < 0) {
            headBytes += in.position() - start;
        }
        if (lines.isTooLong()) {
            reject(new Rejection(431, LineReader.LIMITS));
        }
        return text;
    }

    private void parse(String text) {
        switch (stage) {
            case REQUEST_LINE -> {
                if (!text.isEmpty()) {
                    proceed(head.requestLine(text), Stage.HEADER);
                }
            }
            case HEADER -> {
                if (text.isEmpty()) {
                    endHead();
                } else {
                    proceed(head.header(text), Stage.HEADER);
                }
            }
            case CHUNK_SIZE -> parseChunkSize(text);
            case CHUNK_END -> {
                boolean ended = text.isEmpty();
                proceed(ended ? null : new Rejection(400, "a chunk is longer than it said"), Stage.CHUNK_SIZE);
            }
            default -> stage = text.isEmpty() ? Stage.DONE : stage;
        }
    }

    private void endHead() {
        lines.startSection();
        awaitsContinue = head.expectsContinue();
        Rejection problem = head.check();
        if (problem != null || head.isChunked()) {
            proceed(problem, Stage.CHUNK_SIZE);
        } else {
            long length = head.contentLength();
            expect(length, length == 0 ? Stage.DONE : Stage.BODY);
        }
    }

    private void parseChunkSize(String text) {
        lines.startSection();
        Matcher matcher = CHUNK.matcher(text);
        if (!matcher.matches()) {
            reject(new Rejection(400, "a chunk begins with its size"));
            return;
        }
        long size = Long.parseLong(matcher.group(1), 16);
        expect(size, size == 0 ? Stage.TRAILER : Stage.CHUNK);
    }

    private void expect(long size, Stage next) {
        if (size > MAX_BODY - body.size()) {
            reject(new Rejection(413, "a request has at most " + MAX_BODY + " bytes"));
        } else {
            remaining = size;
            stage = next;
        }
    }

    private void proceed(@Nullable Rejection problem, Stage next) {
        if (problem == null) {
            stage = next;
        } else {
            reject(problem);
        }
    }

    /** Rejects the request; nothing more of it is parsed. */
    void reject(Rejection reason) {
        rejection = reason;
        stage = Stage.DONE;
    }
}
