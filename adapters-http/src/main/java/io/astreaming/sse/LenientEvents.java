package io.astreaming.sse;

import static io.astreaming.sse.DataKind.DONE;
import static io.astreaming.sse.DataKind.ERROR;
import static io.astreaming.sse.DataKind.PLAIN_TEXT;
import static io.astreaming.sse.DataKind.SCALAR;
import static io.astreaming.sse.PayloadViews.at;
import static io.astreaming.sse.PayloadViews.countedFrom;
import static io.astreaming.sse.PayloadViews.part;
import static io.astreaming.sse.PayloadViews.skipBlank;
import static io.astreaming.sse.PayloadViews.withoutType;

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
 * <li>the blank line between events is missing: data lines that are each a complete JSON value or {@code [DONE]} are
 * separate events;
 * <li>{@code data:} is missing: JSON, or {@code [DONE]}, between events is an event;
 * <li>data isn't JSON: plain text is reported as {@linkplain PayloadSink#words words}, and an error in plain text as an
 * error.
 * </ul>
 *
 * <p>Anything that could be a regular payload, complete or broken, is passed on unchanged. Not thread-safe.
 */
final class LenientEvents extends PlainEvents {
    private final PayloadSink sink;
    private final int limit;
    /** How many more events there were than the decoder has counted. */
    private long more;

    /** JSON without {@code data:} that isn't complete yet. */
    private @Nullable BareJson bare;

    /** Complete JSON without {@code data:} that arrived within an event; emitted after that event. */
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
            // Another event begins before the bare JSON is complete: the payload's reader will reject it.
            Payload cut = bare.payload();
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
        if (kind == ERROR || (kind == PLAIN_TEXT && hasBlank(last))) {
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
            sink.payload(countedFrom(1, payload));
        }
    }

    /** Emits the events within one, if there are several, except for the last one, which it returns. */
    private Payload emitAllButLast(Payload data) {
        List<Payload> events = DataLines.events(data);
        if (events.size() > 1) {
            sink.deviation(Deviation.BLANK_LINE_MISSING);
            for (Payload event : events.subList(0, events.size() - 1)) {
                emit(withoutType(event)); // the type may belong only to the last one; errors need none
                more++;
            }
        }
        return events.get(events.size() - 1);
    }

    private void emit(Payload data) {
        Payload event = counted(data);
        if (startsObject(data, skipBlank(data, 0)) || data.event().equals("error")) {
            sink.payload(event);
            return;
        }
        switch (DataKind.of(data)) {
            case ERROR -> sink.unknownField("error", event);
            case PLAIN_TEXT -> sink.words(event);
            default -> sink.payload(event);
        }
    }

    private static boolean startsObject(Payload data, int at) {
        return at < data.length() && at(data, at) == '{';
    }

    private Payload counted(Payload data) {
        return countedFrom(more, data);
    }

    @Override
    public void unknownLine(Payload line, boolean within, boolean cut) {
        int at = takeFrom(line, within, cut);
        for (at = skipBlank(line, at); at < line.length(); at = skipBlank(line, at)) {
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
        if (bare.isComplete()) {
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
        } else if (kind == SCALAR || (kind == PLAIN_TEXT && !FieldSyntax.isField(start))) {
            if (!cut || !FieldName.mayBegin(start)) {
                sink.unknownField("", counted(line));
            }
        } else {
            super.unknownLine(line, within, cut);
        }
    }

    private static String start(Payload line) {
        return new String(line.array(), line.offset(), Math.min(line.length(), 64), StandardCharsets.UTF_8);
    }

    private static boolean hasBlank(Payload words) {
        return words.text().strip().indexOf(' ') > 0;
    }
}
