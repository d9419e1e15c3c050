package io.astreaming.stream;

import io.astreaming.completion.Outcome;
import io.astreaming.port.Payload;
import io.astreaming.port.TraceSink;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Keeps secrets that a provider repeats out of a trace. Of one stream; not thread-safe. */
final class RedactedTrace implements TraceSink {
    private final TraceSink trace;
    private final UnaryOperator<String> redact;

    RedactedTrace(TraceSink trace, UnaryOperator<String> redact) {
        this.trace = trace;
        this.redact = redact;
    }

    @Override
    public void requested(byte[] body) {
        trace.requested(body);
    }

    @Override
    public void received(Payload payload, long nanos) {
        String text = payload.text();
        String redacted = redact.apply(text);
        trace.received(redacted.equals(text) ? payload : with(payload, redacted), nanos);
    }

    @Override
    public void ended(Outcome outcome) {
        trace.ended(outcome);
    }

    private static Payload with(Payload payload, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Payload(bytes, 0, bytes.length, payload.event(), payload.number(), payload.position());
    }
}
