package io.astreaming.app.recording;

import io.astreaming.app.recording.RecordedStream.Content;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.error.ChatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads recorded streams. Exceptions name the file. */
public final class RecordingReader {
    private RecordingReader() {}

    /**
     * Reads a stream to its end; it is read again each time it is used.
     *
     * @param name the file's name
     * @param content the file's content
     * @param given its format; if null, detected from name and content
     * @return the stream
     * @throws IllegalArgumentException if the file isn't a recorded stream
     */
    static RecordedStream read(String name, Content content, @Nullable RecordingFormat given) throws IOException {
        try {
            byte[] start = start(content);
            RecordingFormat format = given != null ? given : formOf(name, start);
            return switch (format) {
                case MD, JSONL -> text(name, format, content);
                case SSE -> sse(name, content);
            };
        } catch (IllegalArgumentException | ChatException e) {
            throw new IllegalArgumentException(name + ": " + ErrorReporter.describe(e), e);
        }
    }

    /** Reads a stream from memory. */
    public static RecordedStream read(String name, byte[] content, @Nullable RecordingFormat given) throws IOException {
        return read(name, () -> new ByteArrayInputStream(content), given);
    }

    /** Reads a recorded body, whatever it contains: even an empty one, or one without events. */
    static RecordedStream body(String name, Content content) {
        return new RecordedStream(name, RecordingFormat.SSE, content, true, true, Set.of());
    }

    private static byte[] start(Content content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] start = in.readNBytes(RecordingFormat.LOOKED_AT);
            if (start.length == 0) {
                throw new IllegalArgumentException("the file is empty");
            }
            return start;
        }
    }

    private static RecordingFormat formOf(String name, byte[] start) {
        RecordingFormat named = RecordingFormat.named(name);
        RecordingFormat format = named != null ? named : RecordingFormat.sniff(start);
        if (format == null) {
            throw new IllegalArgumentException(
                    "not a recorded stream: neither a Markdown trace, nor server-sent events, nor one chunk on each line");
        }
        return format;
    }

    private static RecordedStream sse(String name, Content content) throws IOException {
        try (InputStream in = content.open()) {
            SseContent body = SseContent.read(in, payload -> {});
            if (body.isEmpty()) {
                throw new IllegalArgumentException("not a recorded stream: there is no event with data in it");
            }
            return new RecordedStream(name, RecordingFormat.SSE, content, body.isDone(), true, body.more());
        }
    }

    private static RecordedStream text(String name, RecordingFormat format, Content content) throws IOException {
        try (InputStream in = content.open()) {
            TextLines.read(in, line -> {}); // reports first if the content isn't text
        }
        try (InputStream in = content.open()) {
            TextContent text = TextContent.read(format, in, payload -> {});
            if (text.isEmpty()) {
                throw new IllegalArgumentException("not a recorded stream: there is no chunk in it");
            }
            RecordedStream stream = new RecordedStream(name, format, content, text.isDone(), false, text.more());
            boolean whole =
                    text.isDone() || (!text.isCut() && Inspector.inspect(stream).isWhole());
            return new RecordedStream(name, format, content, text.isDone(), whole, text.more());
        }
    }
}
