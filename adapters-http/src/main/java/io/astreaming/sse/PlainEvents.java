package io.astreaming.sse;

import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;
import java.util.Objects;

/** Passes events on to a {@link PayloadSink} according to the standard, without healing. Not thread-safe. */
class PlainEvents implements EventSink {
    private static final int LONGEST_FIELD_NAME = 64;

    private final PayloadSink sink;
    private final RepeatedText field = new RepeatedText();

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
        byte[] bytes = line.array();
        int start = line.offset();
        int to = start + line.length();
        int nameEnd = FieldSyntax.nameEnd(bytes, start, to);
        if (cut && (nameEnd == start || nameEnd == to)) {
            return;
        }
        String name = field.of(bytes, start, Math.min(nameEnd, start + LONGEST_FIELD_NAME));
        int value = FieldSyntax.valueStart(bytes, nameEnd, to);
        sink.unknownField(name, PayloadViews.part(line, value - start, line.length()));
    }
}
