package io.astreaming.sse;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.settings.StreamLimits;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Decodes server-sent events according to WHATWG HTML, 9.2.5 and 9.2.6. An event that the end of the stream truncates
 * isn't dispatched; at {@link #end()} the sink receives its beginning as {@linkplain PayloadSink#unterminated
 * unterminated}.
 *
 * <p>Memory is bounded by twice the limit of an event: one event's data and one line. Not thread-safe, and not usable
 * after it has thrown.
 */
public final class SseDecoder implements PayloadDecoder {
    private static final int LARGEST_LIMIT = 512 << 20;

    private final EventSink events;
    private final int limit;
    private final LineBuffer buffer;
    private final ResumePoint resumePoint = new ResumePoint();
    private final RepeatedText types = new RepeatedText();

    private boolean firstLine = true;
    private long number;
    private String type = "";

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
    SseDecoder(StreamLimits limits, EventSink events, long position) {
        this.limit = Math.min(limits.eventBytes(), LARGEST_LIMIT);
        this.events = events;
        this.buffer = new LineBuffer(position);
    }

    @Override
    public void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            buffer.fill(bytes);
            readLines();
        }
        buffer.releaseIfEmpty();
    }

    @Override
    public void end() {
        if (buffer.end() > buffer.lineStart()) {
            readUnterminatedLine(buffer.lineStart(), buffer.end());
        }
        if (buffer.hasData()) {
            events.unterminated(payload());
        }
        type = "";
        buffer.clear();
    }

    /** {@return the last event id of the complete events, after which to resume; empty if there is none} */
    public String lastEventId() {
        return resumePoint.lastEventId();
    }

    /** {@return how long the server asks clients to wait before a reconnection, in milliseconds, if it does} */
    public OptionalLong retryMillis() {
        return resumePoint.retryMillis();
    }

    private void readLines() {
        while (true) {
            int lineEnd = buffer.findLineEnd();
            int start = buffer.lineStart();
            if (lineEnd - start > limit) {
                throw exceeded(StreamLimit.LINE_BYTES);
            }
            if (lineEnd == buffer.end()) {
                return;
            }
            readLine(start, lineEnd);
            buffer.finishLine(lineEnd);
        }
    }

    private void readLine(int from, int to) {
        byte[] bytes = buffer.bytes();
        int start = skipByteOrderMark(bytes, from, to);
        if (start == to) {
            dispatch();
            return;
        }
        int nameEnd = FieldSyntax.nameEnd(bytes, start, to);
        int value = FieldSyntax.valueStart(bytes, nameEnd, to);
        switch (FieldName.of(bytes, start, nameEnd)) {
            case DATA -> appendData(value, to);
            case EVENT -> type = types.of(bytes, value, to);
            case ID -> resumePoint.readId(bytes, value, to);
            case RETRY -> resumePoint.readRetry(bytes, value, to);
            case NONE -> events.comment(window(start + 1, to));
            case OTHER -> events.unknownLine(window(start, to), buffer.hasData(), false);
        }
    }

    /** A truncated line may be a part of anything: only data and fields that the standard doesn't know count then. */
    private void readUnterminatedLine(int from, int to) {
        byte[] bytes = buffer.bytes();
        int start = skipByteOrderMark(bytes, from, to);
        int nameEnd = FieldSyntax.nameEnd(bytes, start, to);
        switch (FieldName.of(bytes, start, nameEnd)) {
            case DATA -> appendData(FieldSyntax.valueStart(bytes, nameEnd, to), to);
            case OTHER -> events.unknownLine(window(start, to), buffer.hasData(), true);
            default -> {}
        }
    }

    private int skipByteOrderMark(byte[] bytes, int from, int to) {
        boolean first = firstLine;
        firstLine = false;
        return first ? ByteOrderMark.skip(bytes, from, to) : from;
    }

    private void appendData(int from, int to) {
        if (buffer.hasData() && (long) buffer.dataLength() + 1 + (to - from) > limit) {
            throw exceeded(StreamLimit.EVENT_BYTES);
        }
        buffer.addData(from, to);
    }

    private void dispatch() {
        resumePoint.eventEnded();
        if (buffer.hasData()) {
            Payload payload = payload();
            boolean joined = buffer.isJoined();
            number++;
            buffer.clearData();
            type = "";
            events.event(payload, joined);
        } else {
            type = "";
        }
    }

    private Payload payload() {
        return buffer.data(type.isEmpty() ? Payload.MESSAGE : type, number);
    }

    private Payload window(int from, int to) {
        return new Payload(buffer.bytes(), from, to - from, Payload.MESSAGE, number, buffer.position(from));
    }

    private LimitExceededException exceeded(StreamLimit what) {
        Position position = new Position(number, buffer.position(buffer.lineStart()), null);
        return new LimitExceededException(what, limit, position);
    }
}
