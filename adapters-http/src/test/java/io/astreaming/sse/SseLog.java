package io.astreaming.sse;

import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes down what a decoder tells, one line a call. */
final class SseLog implements PayloadSink {
    final List<String> lines = new ArrayList<>();
    final List<Payload> payloads = new ArrayList<>();

    /** What an event decoder tells of a body that comes in these pieces; closes with id and retry where there are some. */
    static List<String> of(byte[]... pieces) {
        return of(StreamLimits.DEFAULT, pieces);
    }

    static List<String> of(StreamLimits limits, byte[]... pieces) {
        SseLog log = new SseLog();
        SseDecoder decoder = new SseDecoder(limits, log);
        feed(decoder, pieces);
        if (!decoder.lastEventId().isEmpty()) {
            log.lines.add("id " + decoder.lastEventId());
        }
        decoder.retryMillis().ifPresent(millis -> log.lines.add("retry " + millis));
        return log.lines;
    }

    static List<String> of(Function<PayloadSink, PayloadDecoder> decoder, byte[]... pieces) {
        SseLog log = new SseLog();
        feed(decoder.apply(log), pieces);
        return log.lines;
    }

    private static void feed(PayloadDecoder decoder, byte[]... pieces) {
        for (byte[] piece : pieces) {
            // Read-only, as the JDK's client gives them.
            decoder.feed(ByteBuffer.wrap(piece).asReadOnlyBuffer());
        }
        decoder.end();
    }

    @Override
    public void payload(Payload payload) {
        lines.add(payload.event() + ": " + payload.text());
        payloads.add(payload.retain());
    }

    @Override
    public void words(Payload text) {
        lines.add("words: " + text.text());
    }

    @Override
    public void unterminated(Payload payload) {
        lines.add("unterminated " + payload.event() + ": " + payload.text());
        payloads.add(payload.retain());
    }

    @Override
    public void comment(Payload text) {
        lines.add("comment:" + text.text());
    }

    @Override
    public void unknownField(String name, Payload value) {
        lines.add("field " + name + "=" + value.text());
    }

    @Override
    public void deviation(Deviation deviation) {
        lines.add("deviation " + deviation);
    }
}
