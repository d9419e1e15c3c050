package io.astreaming.sse;

import io.astreaming.jsontext.JsonEndDetector;
import io.astreaming.port.Payload;
import java.util.ArrayList;
import java.util.List;

/** Finds the events in data that was joined from several lines because the blank lines between them were missing. */
final class DataLines {
    private final Payload data;
    private final List<Payload> events = new ArrayList<>();
    private boolean json;

    private DataLines(Payload data) {
        this.data = data;
    }

    /**
     * Returns the events in their order: each is a JSON value on one line or several, an end marker, or a line of plain
     * text. The last one may be truncated. If it isn't certain that there are several events, the data is one event,
     * unchanged.
     */
    static List<Payload> events(Payload data) {
        DataLines lines = new DataLines(data);
        return lines.split() && lines.json && lines.events.size() > 1 ? lines.events : List.of(data);
    }

    private boolean split() {
        byte[] bytes = data.array();
        int last = data.offset() + data.length();
        int start = data.offset();
        while (start < last) {
            int lineEnd = lineEnd(bytes, start, last);
            DataKind kind = DataKind.of(bytes, start, lineEnd);
            int end = lineEnd;
            switch (kind) {
                case JSON -> {
                    end = jsonEnd(bytes, start, last);
                    if (end < 0) {
                        return false;
                    }
                    json = true;
                }
                case DONE, SCALAR -> json = true;
                case BROKEN, ERROR -> {
                    return false;
                }
                default -> {}
            }
            if (kind != DataKind.BLANK) {
                events.add(PayloadViews.part(data, start - data.offset(), end - data.offset()));
            }
            start = end + 1;
        }
        return true;
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /**
     * Returns the end of the line where a JSON value ends, or of the data if it is truncated; negative if it can't be a
     * JSON value.
     */
    private static int jsonEnd(byte[] bytes, int start, int last) {
        JsonEndDetector end = new JsonEndDetector();
        int from = start;
        while (from < last) {
            int lineEnd = lineEnd(bytes, from, last);
            int found = end.find(bytes, from, lineEnd);
            if (found >= 0) {
                return DataKind.of(bytes, found, lineEnd) == DataKind.BLANK ? lineEnd : -1;
            }
            if (end.isWithinString() && lineEnd < last) {
                return -1;
            }
            from = lineEnd + 1;
        }
        return last;
    }
}
