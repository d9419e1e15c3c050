package io.astreaming.engine;

import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;
import io.astreaming.value.Deviation;
import java.nio.charset.StandardCharsets;

/**
 * Sorts what the framing reports: payloads to be decoded as chunks, the end marker, and plain text in place of JSON.
 * Such text is a keep-alive, or the reason why there is no answer; only the end of the stream shows which. Not
 * thread-safe.
 */
final class PayloadSorter implements PayloadSink {
    private static final int MAX_PLAIN_TEXT = 2_000;

    private final Reader reader;
    private final boolean onePieceExpected;
    private final StringBuilder plainText = new StringBuilder();
    private boolean done;
    /** Whether a payload said that it is the last: gateways may still add {@code [DONE]} after it. */
    private boolean doneMayFollow;

    private boolean framed = true;

    /** Receives the payloads. */
    interface Reader {
        /** Returns whether the stream has its outcome, so that further payloads are ignored. */
        boolean isOver();

        /** Reads a payload as a chunk. Returns true if the payload says that it is the last. */
        boolean read(Payload payload);

        /** Returns whether a payload without its event's end can be decoded as a chunk. */
        boolean canRead(Payload payload);

        /** Returns whether {@code [DONE]} ends the stream; else it means nothing. */
        boolean isEndedByDone();

        /** Keeps a payload that isn't a chunk. */
        void keep(Payload payload);

        /** Reports a comment. */
        void comment(Payload text);

        /** Counts a deviation. */
        void deviation(Deviation deviation);
    }

    /**
     * Creates the sorter of one stream.
     *
     * @param reader receives the payloads that aren't ignored
     * @param onePieceExpected whether the request asked for an answer in one piece, so that receiving one is no
     *     deviation
     */
    PayloadSorter(Reader reader, boolean onePieceExpected) {
        this.reader = reader;
        this.onePieceExpected = onePieceExpected;
    }

    /** Returns whether {@code [DONE]}, or a payload that says it is the last, has arrived. */
    boolean isDone() {
        return done;
    }

    /** Returns whether the body has events, and isn't one JSON object. */
    boolean isFramed() {
        return framed;
    }

    /** Returns the plain text since the last chunk on one line; empty if there was none. */
    String plainText() {
        return plainText.toString().strip();
    }

    @Override
    public void payload(Payload payload) {
        reportIfAfterDone(payload);
        if (!shouldRead(payload)) {
            return;
        }
        if (payload.isDone()) {
            done = reader.isEndedByDone();
            reader.keep(payload);
        } else {
            plainText.setLength(0);
            done = reader.read(payload);
            doneMayFollow = done;
        }
    }

    private void reportIfAfterDone(Payload payload) {
        if (done && !isIgnored(payload) && !(doneMayFollow && payload.isDone())) {
            reader.deviation(Deviation.PAYLOAD_AFTER_DONE);
        }
    }

    private boolean shouldRead(Payload payload) {
        return !done && !isIgnored(payload);
    }

    private boolean isIgnored(Payload payload) {
        return reader.isOver() || payload.isBlank();
    }

    @Override
    public void words(Payload text) {
        reportIfAfterDone(text);
        if (shouldRead(text)) {
            reader.keep(text);
            reader.deviation(Deviation.HEARTBEAT_AS_DATA);
            if (!text.text().stripLeading().startsWith(":")) {
                addPlainText(text);
            }
        }
    }

    @Override
    public void comment(Payload text) {
        if (!done && !reader.isOver()) {
            reader.comment(text);
        }
    }

    /** A last event without its blank line counts if it is complete; otherwise it was truncated and is ignored. */
    @Override
    public void unterminated(Payload payload) {
        if (shouldRead(payload) && (payload.isDone() || reader.canRead(payload))) {
            reader.deviation(Deviation.LAST_EVENT_UNTERMINATED);
            payload(payload);
        }
    }

    @Override
    public void unknownField(String name, Payload value) {
        if (name.equals("error")) {
            payload(new Payload(value.array(), value.offset(), value.length(), name, value.number(), value.position()));
        } else {
            reader.deviation(Deviation.UNKNOWN_FIELD);
            if (!name.isBlank() && plainText.length() < MAX_PLAIN_TEXT) {
                plainText.append(name).append(value.isBlank() ? " " : ": ");
            }
            addPlainText(value);
        }
    }

    @Override
    public void deviation(Deviation deviation) {
        framed &= deviation != Deviation.JSON_BODY;
        if (framed || !onePieceExpected) {
            reader.deviation(deviation);
        }
    }

    private void addPlainText(Payload sent) {
        int length = Math.min(MAX_PLAIN_TEXT - plainText.length(), sent.length());
        if (length > 0) {
            String text = new String(sent.array(), sent.offset(), length, StandardCharsets.UTF_8);
            plainText.append(text.replaceAll("[\\p{Cntrl}\\s]+", " ")).append(' ');
        }
    }
}
