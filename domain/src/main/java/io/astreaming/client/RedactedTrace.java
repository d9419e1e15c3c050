package io.astreaming.client;

import io.astreaming.completion.Outcome;
import io.astreaming.port.Payload;
import io.astreaming.port.Redactor;
import io.astreaming.port.TraceSink;
import io.astreaming.trace.MaskedPieces;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps one stream's secrets out of its trace: out of the request, and out of payloads that repeat them, whole,
 * escaped, or split over strings with the same path in consecutive payloads. Not thread-safe.
 */
final class RedactedTrace implements TraceSink {
    private static final int MAX_OPEN = 256;

    private final TraceSink trace;
    private final Redactor secrets;
    private final Map<String, MaskedPieces> open = new HashMap<>();

    RedactedTrace(TraceSink trace, Redactor secrets) {
        this.trace = trace;
        this.secrets = secrets;
    }

    @Override
    public void requested(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String redacted = secrets.redact(text);
        trace.requested(redacted.equals(text) ? body : redacted.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void received(Payload payload, long nanos) {
        String text = payload.text();
        String redacted = JsonStrings.map(secrets.redact(text), this::piece);
        String event = secrets.redact(payload.event());
        boolean same = redacted.equals(text) && event.equals(payload.event());
        trace.received(same ? payload : with(payload, redacted, event), nanos);
    }

    @Override
    public void comment(Payload comment, long nanos) {
        String text = comment.text();
        String redacted = secrets.redact(text);
        trace.comment(redacted.equals(text) ? comment : with(comment, redacted, comment.event()), nanos);
    }

    @Override
    public void ended(Outcome outcome) {
        trace.ended(outcome);
    }

    private String piece(String path, String text) {
        MaskedPieces pieces = open.get(path);
        if (pieces == null) {
            String whole = secrets.redact(text);
            if (secrets.secretPrefixLength(whole) == 0) {
                return whole;
            }
            if (open.size() == MAX_OPEN) {
                open.clear();
            }
            pieces = new MaskedPieces(secrets);
            open.put(path, pieces);
        }
        String shown = pieces.next(text);
        if (!pieces.isOpen()) {
            open.remove(path);
        }
        return shown;
    }

    private static Payload with(Payload payload, String text, String event) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Payload(bytes, 0, bytes.length, event, payload.number(), payload.position());
    }
}
