package io.astreaming.sse;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.settings.StreamLimits;
import java.nio.ByteBuffer;

/** Splits a body of JSON values, one on each line, into payloads. Blank lines are none. Not thread-safe. */
final class JsonLines implements PayloadDecoder {
    private final int limit;
    private final PayloadSink sink;
    private final LineBuffer lines = new LineBuffer(0);
    private long number;

    /**
     * Creates a decoder at the start of a body.
     *
     * @param limits how many bytes a line may have
     * @param sink receives the payloads
     */
    JsonLines(StreamLimits limits, PayloadSink sink) {
        this.limit = limits.eventBytes();
        this.sink = sink;
    }

    @Override
    public void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            lines.fill(bytes);
            for (int end = lines.findLineEnd(); end < lines.end(); end = lines.findLineEnd()) {
                check(end);
                if (!isBlank(end)) {
                    sink.payload(line(end));
                }
                lines.finishLine(end);
            }
            check(lines.end());
        }
        lines.releaseIfEmpty();
    }

    @Override
    public void end() {
        if (!isBlank(lines.end())) {
            sink.unterminated(line(lines.end()));
        }
        lines.clear();
    }

    private void check(int end) {
        if (end - lines.lineStart() > limit) {
            Position position = new Position(number, lines.position(lines.lineStart()), null);
            throw new LimitExceededException(StreamLimit.EVENT_BYTES, limit, position);
        }
    }

    private boolean isBlank(int end) {
        for (int i = lines.lineStart(); i < end; i++) {
            if (!JsonBody.isWhiteSpace(lines.bytes()[i])) {
                return false;
            }
        }
        return true;
    }

    private Payload line(int end) {
        int start = lines.lineStart();
        return new Payload(lines.bytes(), start, end - start, Payload.MESSAGE, number++, lines.position(start));
    }
}
