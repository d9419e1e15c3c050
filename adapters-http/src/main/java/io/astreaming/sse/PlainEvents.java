package io.astreaming.sse;

import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Passes on events according to the standard, without healing. Not thread-safe. */
class PlainEvents implements EventSink {
    private static final int LONGEST_FIELD_NAME = 64;

    private final PayloadSink sink;
    private String lastField = "";

    PlainEvents(PayloadSink sink) {
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    @Override
    public void event(Payload data, boolean joined) {
        sink.payload(data);
    }

    @Override
    public void unterminated(Payload data) {
        sink.unterminated(data);
    }

    @Override
    public void comment(Payload text) {
        sink.comment(text);
    }

    /** A truncated line may be a part of anything: only a field with a complete name is reported. */
    @Override
    public void unknownLine(Payload line, boolean within, boolean cut) {
        int colon = colon(line);
        if (cut && (colon == 0 || colon == line.length())) {
            return;
        }
        int value = Math.min(colon + 1, line.length());
        if (value < line.length() && line.array()[line.offset() + value] == ' ') {
            value++;
        }
        lastField = text(lastField, line, Math.min(colon, LONGEST_FIELD_NAME));
        sink.unknownField(lastField, part(line, value, line.length()));
    }

    private static int colon(Payload line) {
        int i = 0;
        while (i < line.length() && line.array()[line.offset() + i] != ':') {
            i++;
        }
        return i;
    }

    /** Returns the bytes as text; the previous string if they are the same ASCII again. */
    private static String text(String before, Payload line, int length) {
        boolean same = before.length() == length;
        for (int i = 0; same && i < length; i++) {
            same = before.charAt(i) == line.array()[line.offset() + i];
        }
        return same ? before : new String(line.array(), line.offset(), length, StandardCharsets.UTF_8);
    }

    /** Returns a part of a payload, from one index to another. */
    static Payload part(Payload whole, int from, int to) {
        return new Payload(
                whole.array(),
                whole.offset() + from,
                to - from,
                whole.event(),
                whole.number(),
                whole.position() + from);
    }
}
