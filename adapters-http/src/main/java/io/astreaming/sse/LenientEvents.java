package io.astreaming.sse;

import static io.astreaming.sse.DataKind.DONE;
import static io.astreaming.sse.DataKind.ERROR;
import static io.astreaming.sse.DataKind.SCALAR;
import static io.astreaming.sse.DataKind.WORDS;

import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;
import io.astreaming.value.Deviation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Heals the framing of event streams from gateways that deviate from the standard, on top of the decoder, which follows
 * it strictly:
 *
 * <ul>
 * <li>the blank line between events is missing: data lines that are each a whole JSON value or {@code [DONE]} are
 * separate events;
 * <li>{@code data:} is missing: JSON, or {@code [DONE]}, between events is an event;
 * <li>data isn't JSON: words are reported as words, and an error in plain words as an error.
 * </ul>
 *
 * <p>Anything that could be a regular payload, complete or broken, is passed on unchanged. Not thread-safe.
 */
final class LenientEvents extends PlainEvents {
    private static final List<String> FIELDS = List.of("data", "event", "id", "retry");

    private final PayloadSink sink;
    private final int limit;
    /** How many more events there were than the decoder has counted. */
    private long more;

    /** JSON without {@code data:} that isn't complete yet. */
    private @Nullable BareJson bare;

    /** Such JSON, complete, that is within the event before it because the blank line between them is missing, too. */
    private @Nullable Payload late;

    LenientEvents(int limit, PayloadSink sink) {
        super(sink);
        this.sink = sink;
        this.limit = limit;
    }

    /** Counts an event that was emitted elsewhere. */
    void countOne() {
        more++;
    }

    /** Ends the stream. */
    void end() {
        if (bare != null) {
            sink.unterminated(bare.payload());
        }
    }

    @Override
    public void event(Payload data, boolean joined) {
        if (!joined && more == 0 && bare == null && late == null && startsObject(data, 0)) {
            sink.payload(data); // the fast path of nearly every event
            return;
        }
        if (bare != null) {
            Payload cut =
                    bare.payload(); // another event begins before it is complete: the payload's reader will reject it
            bare = null;
            sink.payload(cut);
        }
        emit(joined ? emitAllButLast(data) : data);
        emitLate();
    }

    @Override
    public void unterminated(Payload data) {
        Payload last = emitAllButLast(data);
        DataKind kind = DataKind.of(last);
        if (kind == ERROR || (kind == WORDS && hasBlank(last))) {
            emit(last);
        } else {
            sink.unterminated(counted(last));
        }
        emitLate();
    }

    private void emitLate() {
        Payload payload = late;
        if (payload != null) {
            late = null;
            more++;
            sink.payload(new Payload(
                    payload.array(),
                    payload.offset(),
                    payload.length(),
                    payload.event(),
                    payload.number() + 1,
                    payload.position()));
        }
    }

    /** Emits the events within one, if there are several, except for the last one, which it returns. */
    private Payload emitAllButLast(Payload data) {
        List<Payload> events = DataLines.events(data);
        if (events.size() > 1) {
            sink.deviation(Deviation.BLANK_LINE_MISSING);
            for (Payload event : events.subList(0, events.size() - 1)) {
                emit(unnamed(event)); // the name may belong only to the last one, and an error is recognized without it
                more++;
            }
        }
        return events.get(events.size() - 1);
    }

    private static Payload unnamed(Payload event) {
        return new Payload(
                event.array(), event.offset(), event.length(), Payload.MESSAGE, event.number(), event.position());
    }

    private void emit(Payload data) {
        Payload event = counted(data);
        if (startsObject(data, BareJson.skipBlank(data, 0)) || data.event().equals("error")) {
            sink.payload(event);
            return;
        }
        switch (DataKind.of(data)) {
            case ERROR -> sink.unknownField("error", event);
            case WORDS -> sink.words(event);
            default -> sink.payload(event);
        }
    }

    private static boolean startsObject(Payload data, int at) {
        return at < data.length() && data.array()[data.offset() + at] == '{';
    }

    private Payload counted(Payload data) {
        return more == 0
                ? data
                : new Payload(
                        data.array(),
                        data.offset(),
                        data.length(),
                        data.event(),
                        data.number() + more,
                        data.position());
    }

    @Override
    public void unknownLine(Payload line, boolean within, boolean cut) {
        int at = takeFrom(line, within, cut);
        for (at = BareJson.skipBlank(line, at); at < line.length(); at = BareJson.skipBlank(line, at)) {
            at += takeFrom(part(line, at, line.length()), within, cut); // the rest of the line after the end of JSON
        }
    }

    /** Reads the first part of a line; returns its length. */
    private int takeFrom(Payload line, boolean within, boolean cut) {
        if (bare == null && !BareJson.begins(line)) {
            other(line, within, cut);
            return line.length();
        }
        if (bare == null) {
            bare = new BareJson(counted(line), limit);
        }
        int taken = bare.add(line);
        if (bare.isWhole()) {
            Payload payload = bare.payload();
            bare = null;
            sink.deviation(Deviation.DATA_FIELD_MISSING);
            if (within && late == null) {
                late = payload;
            } else {
                more++;
                sink.payload(payload);
            }
        }
        return taken;
    }

    private void other(Payload line, boolean within, boolean cut) {
        DataKind kind = DataKind.of(line);
        String start = start(line);
        if (start.startsWith("data:")) { // after JSON
            emit(part(line, 5, line.length()));
            more++;
        } else if (kind == DONE) {
            sink.deviation(Deviation.DATA_FIELD_MISSING);
            sink.payload(counted(line));
            more++;
        } else if (kind == ERROR && !start.equals("error") && !start.startsWith("error:")) {
            sink.unknownField("error", counted(line));
        } else if (kind == SCALAR || (kind == WORDS && !isField(start))) {
            if (!cut || FIELDS.stream().noneMatch(field -> field.startsWith(start))) {
                sink.unknownField("", counted(line));
            }
        } else {
            super.unknownLine(line, within, cut);
        }
    }

    private static String start(Payload line) {
        return new String(line.array(), line.offset(), Math.min(line.length(), 64), StandardCharsets.UTF_8);
    }

    /** Returns whether it begins with a possible field name: one word and a colon. */
    private static boolean isField(String start) {
        int colon = start.indexOf(':');
        return colon > 0 && start.substring(0, colon).indexOf(' ') < 0;
    }

    private static boolean hasBlank(Payload words) {
        return words.text().strip().indexOf(' ') > 0;
    }
}
