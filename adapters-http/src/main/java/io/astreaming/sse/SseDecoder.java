package io.astreaming.sse;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.settings.StreamLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Decodes server-sent events according to WHATWG HTML, 9.2.5 and 9.2.6. An event that the end of the stream truncates
 * isn't dispatched; {@link #end()} passes its beginning to {@link PayloadSink#unterminated}.
 *
 * <p>Memory is bounded by twice the limit of an event: one event's data and one line. Not thread-safe, and not usable
 * after it has thrown.
 */
public final class SseDecoder implements PayloadDecoder {
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] ID = {'i', 'd'};
    private static final byte[] RETRY = {'r', 'e', 't', 'r', 'y'};

    private static final byte[] NONE = {};
    private static final int SHRINK_ABOVE = 64 << 10;
    private static final int LARGEST_LIMIT = 512 << 20;

    private final EventSink sink;
    private final int limit;

    /*
     * The buffer holds the pending event's data in [dataStart, dataEnd), already joined, and what is left to read in
     * [lineStart, end), of which [lineStart, scanned) has no line end. Data is joined in place: a line is always longer
     * than its value, so that there is room for the value and an LF after the data before it. Where nothing is left there is no
     * buffer either.
     */
    private byte[] buffer = NONE;
    private int dataStart;
    private int dataEnd;
    private int lineStart;
    private int scanned;
    private int end;

    private boolean firstLine = true;
    private boolean afterCr;
    private boolean hasData;
    private boolean joined;
    private long linePosition;
    private long dataPosition;
    private long number;

    private String type = "";
    private String lastType = "";
    private byte[] pendingId = {};
    private byte[] lastId = {};
    private long retryMillis = -1;

    /**
     * Creates a decoder at the start of a stream.
     *
     * @param limits how many bytes an event or line may have; never more than 512 MiB
     * @param sink receives the payloads
     */
    public SseDecoder(StreamLimits limits, PayloadSink sink) {
        this(limits, new PlainEvents(sink), 0);
    }

    /**
     * Creates a decoder of events that begin somewhere in a body.
     *
     * @param position the offset where they begin, in bytes
     */
    SseDecoder(StreamLimits limits, EventSink sink, long position) {
        this.limit = Math.min(limits.eventBytes(), LARGEST_LIMIT);
        this.sink = sink;
        this.linePosition = position;
    }

    /** The byte order mark's bytes, one by one. */
    static byte bom(int index) {
        return BOM[index];
    }

    @Override
    public void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            makeRoom();
            int count = Math.min(bytes.remaining(), buffer.length - end);
            bytes.get(buffer, end, count);
            end += count;
            readLines();
        }
        if (!hasData && lineStart == end && buffer.length == BufferPool.CAPACITY) {
            BufferPool.release(buffer);
            useEmpty(NONE);
        }
    }

    private void useEmpty(byte[] other) {
        buffer = other;
        dataStart = dataEnd = lineStart = scanned = end = 0;
    }

    @Override
    public void end() {
        if (end > lineStart) {
            readUnterminatedLine(lineStart, end);
        }
        if (hasData) {
            sink.unterminated(payload());
        }
        forgetEvent();
        useEmpty(NONE);
    }

    /** {@return the last event id of the complete events, after which to resume; empty if there is none} */
    public String lastEventId() {
        return new String(lastId, StandardCharsets.UTF_8);
    }

    /** {@return how long the server asks clients to wait before a reconnection, in milliseconds, if it does} */
    public OptionalLong retryMillis() {
        return retryMillis < 0 ? OptionalLong.empty() : OptionalLong.of(retryMillis);
    }

    private void readLines() {
        while (lineStart < end) {
            if (afterCr) {
                afterCr = false;
                if (buffer[lineStart] == '\n') {
                    advanceTo(lineStart + 1);
                    continue;
                }
            }
            int lineEnd = LineEndScanner.find(buffer, scanned, end);
            if (lineEnd - lineStart > limit) {
                throw exceeded(StreamLimit.LINE_BYTES);
            }
            scanned = lineEnd;
            if (lineEnd == end) {
                return;
            }
            afterCr = buffer[lineEnd] == '\r';
            readLine(lineStart, lineEnd);
            advanceTo(lineEnd + 1);
        }
    }

    private void advanceTo(int nextLine) {
        linePosition += nextLine - lineStart;
        lineStart = nextLine;
        scanned = nextLine;
    }

    private void readLine(int from, int to) {
        int start = skipBom(from, to);
        if (start == to) {
            dispatch();
            return;
        }
        int colon = colon(start, to);
        int value = valueStart(colon, to);
        if (named(DATA, start, colon)) {
            appendData(value, to);
        } else if (colon == start) {
            sink.comment(window(start + 1, to));
        } else if (named(EVENT, start, colon)) {
            type = lastType = text(lastType, value, to);
        } else if (named(ID, start, colon)) {
            readId(value, to);
        } else if (named(RETRY, start, colon)) {
            readRetry(value, to);
        } else {
            sink.unknownLine(window(start, to), hasData, false);
        }
    }

    /**
     * A truncated line may be a part of anything: comments and the standard's fields are then ignored, except for data.
     */
    private void readUnterminatedLine(int from, int to) {
        int start = skipBom(from, to);
        int colon = colon(start, to);
        int value = valueStart(colon, to);
        if (named(DATA, start, colon)) {
            appendData(value, to);
        } else if (start < colon
                && !named(EVENT, start, colon)
                && !named(ID, start, colon)
                && !named(RETRY, start, colon)) {
            sink.unknownLine(window(start, to), hasData, true);
        }
    }

    private int skipBom(int from, int to) {
        boolean bom = firstLine
                && to - from >= BOM.length
                && Arrays.equals(buffer, from, from + BOM.length, BOM, 0, BOM.length);
        firstLine = false;
        return bom ? from + BOM.length : from;
    }

    private int colon(int from, int to) {
        int i = from;
        while (i < to && buffer[i] != ':') {
            i++;
        }
        return i;
    }

    private int valueStart(int colon, int to) {
        int value = Math.min(colon + 1, to);
        return value < to && buffer[value] == ' ' ? value + 1 : value;
    }

    private boolean named(byte[] name, int from, int to) {
        return Arrays.equals(buffer, from, to, name, 0, name.length);
    }

    private void appendData(int from, int to) {
        if (!hasData) {
            hasData = true;
            dataStart = from;
            dataEnd = to;
            dataPosition = linePosition + (from - lineStart);
            return;
        }
        joined = true;
        int length = to - from;
        if ((long) dataEnd - dataStart + 1 + length > limit) {
            throw exceeded(StreamLimit.EVENT_BYTES);
        }
        buffer[dataEnd] = '\n';
        System.arraycopy(buffer, from, buffer, dataEnd + 1, length);
        dataEnd += 1 + length;
    }

    private void readId(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == 0) {
                return;
            }
        }
        if (!Arrays.equals(buffer, from, to, pendingId, 0, pendingId.length)) {
            pendingId = Arrays.copyOfRange(buffer, from, to);
        }
    }

    private void readRetry(int from, int to) {
        long millis = 0;
        for (int i = from; i < to; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return;
            }
            millis = millis > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : millis * 10 + digit;
        }
        if (from < to) {
            retryMillis = millis;
        }
    }

    private void dispatch() {
        lastId = pendingId;
        if (hasData) {
            Payload payload = payload();
            boolean severalLines = joined;
            number++;
            forgetEvent();
            sink.event(payload, severalLines);
        } else {
            type = "";
        }
    }

    private void forgetEvent() {
        hasData = false;
        joined = false;
        type = "";
    }

    private Payload payload() {
        return new Payload(
                buffer, dataStart, dataEnd - dataStart, type.isEmpty() ? Payload.MESSAGE : type, number, dataPosition);
    }

    private Payload window(int from, int to) {
        return new Payload(buffer, from, to - from, Payload.MESSAGE, number, linePosition + (from - lineStart));
    }

    /** Returns the bytes as text; the previous string if they are the same ASCII again. */
    private String text(String before, int from, int to) {
        int length = to - from;
        boolean same = before.length() == length;
        for (int i = 0; same && i < length; i++) {
            same = before.charAt(i) == buffer[from + i];
        }
        return same ? before : new String(buffer, from, length, StandardCharsets.UTF_8);
    }

    private LimitExceededException exceeded(StreamLimit what) {
        return new LimitExceededException(what, limit, new Position(number, linePosition, null));
    }

    /**
     * Moves the kept bytes to the front when the buffer is full. The buffer doubles when more than half of it is kept,
     * so the total cost of moving is linear in the bytes of the stream.
     */
    private void makeRoom() {
        if (buffer.length == 0) {
            useEmpty(BufferPool.acquire());
            return;
        }
        int data = hasData ? dataEnd - dataStart : 0;
        int rest = end - lineStart;
        int kept = data + rest;
        if (kept > 0 && end < buffer.length) {
            return;
        }
        byte[] target = buffer;
        if (kept > buffer.length / 2) {
            target = new byte[(int) Math.min(2L * buffer.length, Integer.MAX_VALUE - 8)];
        } else if (buffer.length > SHRINK_ABOVE && kept < BufferPool.CAPACITY / 2) {
            target = new byte[BufferPool.CAPACITY];
        }
        System.arraycopy(buffer, dataStart, target, 0, data);
        System.arraycopy(buffer, lineStart, target, data, rest);
        buffer = target;
        scanned += data - lineStart;
        dataStart = 0;
        dataEnd = data;
        lineStart = data;
        end = kept;
    }
}
