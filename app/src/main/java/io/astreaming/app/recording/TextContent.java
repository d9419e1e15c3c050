package io.astreaming.app.recording;

import io.astreaming.trace.TraceReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The content of a text recording, which is a Markdown trace or has one chunk on each line: its payloads, and the names
 * of everything else in it. Not thread-safe.
 */
final class TextContent {
    private static final String DONE = "[DONE]";
    private static final String CUT = "half a chunk at its end";

    private final Consumer<String> payloads;
    private final Set<String> more = new LinkedHashSet<>();
    private boolean any;
    private boolean done;
    private int lines;

    private TextContent(Consumer<String> payloads) {
        this.payloads = payloads;
    }

    /**
     * Reads a text to its end, and passes on its payloads; JSON of Markdown traces is put on one line.
     *
     * @throws IllegalArgumentException if the text isn't in this format; the message names the line
     */
    static TextContent read(RecordingFormat format, InputStream text, Consumer<String> payloads) throws IOException {
        TextContent content = new TextContent(payloads);
        if (format == RecordingFormat.MD) {
            content.readTrace(text);
        } else {
            TextLines.read(text, content::line);
        }
        return content;
    }

    Set<String> more() {
        return more;
    }

    boolean isDone() {
        return done;
    }

    boolean isEmpty() {
        return !any;
    }

    /** Returns whether the text ends in the middle of a chunk. */
    boolean isCut() {
        return more.contains(CUT);
    }

    private void readTrace(InputStream text) throws IOException {
        TraceReader reader = new TraceReader(true, chunk -> {
            String payload = chunk.payload();
            if (payload != null) {
                payload(payload);
            }
            if (chunk.sections().size() > 1) {
                more.add("further sections");
            }
        });
        TextLines.read(text, reader::line);
        if (reader.end()) {
            more.add(CUT);
        }
    }

    private void line(String whole) {
        lines++;
        String line = whole.strip();
        if (line.equals(DONE)) {
            done = true;
        } else if (SseContent.isJson(line)) {
            payload(line);
        } else if (lines > 1 && !whole.endsWith("\n") && !line.isEmpty()) {
            more.add(CUT);
        } else if (!line.isEmpty()) {
            throw new IllegalArgumentException("line " + lines + " isn't JSON: each line must hold one chunk");
        }
    }

    private void payload(String payload) {
        any = true;
        payloads.accept(payload);
    }
}
