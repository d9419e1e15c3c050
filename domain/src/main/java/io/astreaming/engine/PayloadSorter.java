package io.astreaming.engine;

import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;
import io.astreaming.value.Deviation;
import java.nio.charset.StandardCharsets;

/**
 * Sorts what the framing reports: what is to be read as a chunk, the mark of the end, and words that are no JSON. Those
 * are signs of life, or the reason why there is no answer; which of both, only the end of the stream shows. Not
 * thread-safe.
 */
final class PayloadSorter implements PayloadSink {
    private static final int MOST_WORDS = 2_000;

    private final Reader reader;
    private final boolean onePieceExpected;
    private final StringBuilder lastWords = new StringBuilder();
    private boolean done;
    /** Whether a payload said that it is the last: gateways add {@code [DONE]} to it. */
    private boolean doneMayFollow;

    private boolean framed = true;

    /** What reads the payloads. */
    interface Reader {
        /** Whether nothing counts any more. */
        boolean isOver();

        /** Reads a payload as a chunk. True if it was, by its protocol, the last. */
        boolean read(Payload payload);

        /** Whether a payload that the end of the stream cut off can be read as a chunk all the same. */
        boolean canRead(Payload payload);

        /** Keeps a payload that is no chunk. */
        void keep(Payload payload);

        /** Counts a deviation. */
        void deviation(Deviation deviation);
    }

    /**
     * What stands between the framing and the reader.
     *
     * @param reader reads the payloads that count
     * @param onePieceExpected whether the answer was asked for in one piece, so that it is no deviation if it comes so
     */
    PayloadSorter(Reader reader, boolean onePieceExpected) {
        this.reader = reader;
        this.onePieceExpected = onePieceExpected;
    }

    /** Whether {@code [DONE]} has come, or the protocol's own end. */
    boolean isDone() {
        return done;
    }

    /** Whether there are events, and not one JSON object. */
    boolean isFramed() {
        return framed;
    }

    /** What was said in words since the last chunk, on one line; empty if nothing was. */
    String lastWords() {
        return lastWords.toString().strip();
    }

    @Override
    public void payload(Payload payload) {
        if (!counts(payload)) {
            return;
        }
        if (payload.isDone()) {
            done = true;
            reader.keep(payload);
        } else {
            lastWords.setLength(0);
            done = reader.read(payload);
            doneMayFollow = done;
        }
    }

    private boolean counts(Payload payload) {
        if (reader.isOver() || payload.isBlank()) {
            return false;
        }
        if (done && !(doneMayFollow && payload.isDone())) {
            reader.deviation(Deviation.PAYLOAD_AFTER_DONE);
        }
        return !done;
    }

    @Override
    public void words(Payload text) {
        if (counts(text)) {
            reader.keep(text);
            reader.deviation(Deviation.HEARTBEAT_AS_DATA);
            if (!text.text().stripLeading().startsWith(":")) {
                say(text);
            }
        }
    }

    /** A last event without its blank line counts if it is whole; half an event is what a cut leaves. */
    @Override
    public void unterminated(Payload payload) {
        if (reader.isOver() || done || payload.isBlank()) {
            return;
        }
        if (payload.isDone() || reader.canRead(payload)) {
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
            if (!name.isBlank() && lastWords.length() < MOST_WORDS) {
                lastWords.append(name).append(value.isBlank() ? " " : ": ");
            }
            say(value);
        }
    }

    @Override
    public void deviation(Deviation deviation) {
        framed &= deviation != Deviation.JSON_BODY;
        if (framed || !onePieceExpected) {
            reader.deviation(deviation);
        }
    }

    private void say(Payload words) {
        int room = Math.min(MOST_WORDS - lastWords.length(), words.length());
        if (room > 0) {
            String text = new String(words.array(), words.offset(), room, StandardCharsets.UTF_8);
            lastWords.append(text.replaceAll("[\\p{Cntrl}\\s]+", " ")).append(' ');
        }
    }
}
