package io.astreaming.replay.format;

import io.astreaming.trace.TraceReader;
import io.astreaming.value.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The content of a text recording, which is a Markdown trace or has one chunk on each line: its payloads, and the names
 * of everything else in it. Not thread-safe.
 */
public final class TextContent {
    private static final String DONE = "[DONE]";
    private static final String CUT = "half a chunk at its end";

    private final Consumer<String> payloads;
    private final Set<String> more = new LinkedHashSet<>();
    private final FinishedChoices finished = new FinishedChoices();
    /** The protocol of the first payload, and so of the stream; null before it. */
    private @Nullable Protocol protocol;

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
    public static TextContent read(RecordingFormat format, InputStream text, Consumer<String> payloads)
            throws IOException {
        TextContent content = new TextContent(payloads);
        if (format == RecordingFormat.MD) {
            content.readTrace(text);
        } else {
            TextLines.read(text, content::line);
        }
        return content;
    }

    /** Returns the names of what isn't a payload, for people. */
    public Set<String> more() {
        return more;
    }

    /** Returns whether {@code [DONE]} came, which only a file of lines can have. */
    public boolean isDone() {
        return done;
    }

    /**
     * Returns whether the text has the whole answer of a chat completion: {@code [DONE]}, or the finish reason of each
     * choice and no half chunk at its end.
     */
    public boolean isWhole() {
        return done || (!more.contains(CUT) && finished.areAll());
    }

    /** Returns whether there is no payload. */
    public boolean isEmpty() {
        return !any;
    }

    private void readTrace(InputStream text) throws IOException {
        TraceReader reader = new TraceReader(true, chunk -> {
            if (protocol == null) {
                protocol = chunk.protocol();
            }
            String payload = protocol == null ? null : chunk.payload(protocol);
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
        finished.look(payload);
        payloads.accept(payload);
    }
}
