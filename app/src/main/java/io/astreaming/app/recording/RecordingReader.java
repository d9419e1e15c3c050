package io.astreaming.app.recording;

import io.astreaming.app.recording.RecordedStream.Content;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.error.ChatException;
import io.astreaming.replay.format.RecordedProtocol;
import io.astreaming.replay.format.RecordingFormat;
import io.astreaming.replay.format.SseContent;
import io.astreaming.replay.format.TextContent;
import io.astreaming.replay.format.TextLines;
import io.astreaming.value.Protocol;
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
            RecordingFormat format = given != null ? given : RecordingFormat.of(name, start);
            return switch (format) {
                case MD, JSONL -> text(name, format, content);
                case SSE -> sse(name, content);
                case HAR -> HarFile.read(name, content);
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
    static RecordedStream body(String name, Content content) throws IOException {
        Protocol protocol = protocol(RecordingFormat.SSE, content, Protocol.CHAT_COMPLETIONS);
        return new RecordedStream(name, RecordingFormat.SSE, content, protocol, true, true, Set.of());
    }

    /** Reads a recorded body of JSON lines, whatever it contains; null if another protocol sent the lines. */
    static @Nullable RecordedStream lines(String name, Content content) throws IOException {
        Protocol protocol = protocol(RecordingFormat.JSONL, content, Protocol.OLLAMA);
        return protocol == Protocol.OLLAMA
                ? new RecordedStream(name, RecordingFormat.JSONL, content, protocol, false, true, Set.of())
                : null;
    }

    private static byte[] start(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readNBytes(RecordingFormat.LOOKED_AT);
        }
    }

    private static Protocol protocol(RecordingFormat format, Content content, Protocol unknown) throws IOException {
        try (InputStream in = content.open()) {
            return RecordedProtocol.of(format, in, unknown);
        }
    }

    private static RecordedStream sse(String name, Content content) throws IOException {
        try (InputStream in = content.open()) {
            SseContent body = SseContent.read(in, payload -> {});
            if (body.isEmpty()) {
                throw new IllegalArgumentException("not a recorded stream: there is no event with data in it");
            }
            Protocol protocol = protocol(RecordingFormat.SSE, content, Protocol.CHAT_COMPLETIONS);
            return new RecordedStream(name, RecordingFormat.SSE, content, protocol, body.isDone(), true, body.more());
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
            Protocol protocol = protocol(format, content, Protocol.CHAT_COMPLETIONS);
            return new RecordedStream(name, format, content, protocol, text.isDone(), text.isWhole(), text.more());
        }
    }
}
