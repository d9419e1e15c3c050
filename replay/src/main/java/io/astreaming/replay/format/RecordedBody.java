package io.astreaming.replay.format;

import io.astreaming.error.ChatException;
import io.astreaming.sse.SseEncoder;
import io.astreaming.value.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A recorded stream of any format as the body that a server sends. */
public final class RecordedBody {
    private final byte[] bytes;
    private final boolean ofLines;

    private RecordedBody(byte[] bytes, boolean ofLines) {
        this.bytes = bytes;
        this.ofLines = ofLines;
    }

    /**
     * Reads a file. A raw body stays as it is; chunks of other formats become events, and after them comes {@code
     * [DONE]} if they are a whole answer in the protocol that has it.
     *
     * @param file the file's name
     * @throws IllegalArgumentException if it isn't a recorded stream; the message names the file and says where
     */
    public static RecordedBody read(String file, byte[] content) {
        try {
            return read(RecordingFormat.of(file, content), content);
        } catch (IllegalArgumentException | ChatException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can always be read", e);
        }
    }

    private static RecordedBody read(RecordingFormat format, byte[] content) throws IOException {
        if (format == RecordingFormat.HAR) {
            throw new IllegalArgumentException(
                    "an HTTP archive isn't read here: let the command line convert its stream to .sse");
        }
        if (format == RecordingFormat.SSE) {
            if (SseContent.read(new ByteArrayInputStream(content), payload -> {})
                    .isEmpty()) {
                throw new IllegalArgumentException("not a recorded stream: there is no event with data in it");
            }
            return new RecordedBody(content, false);
        }
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        TextContent text = TextContent.read(
                format, new ByteArrayInputStream(content), payload -> events.writeBytes(SseEncoder.event(payload)));
        if (text.isEmpty()) {
            throw new IllegalArgumentException("not a recorded stream: there is no chunk in it");
        }
        Protocol protocol = RecordedProtocol.of(format, new ByteArrayInputStream(content));
        if (format == RecordingFormat.JSONL && protocol == Protocol.OLLAMA) {
            return new RecordedBody(content, true);
        }
        if (protocol == Protocol.CHAT_COMPLETIONS && text.isWhole()) {
            events.writeBytes(SseEncoder.done());
        }
        return new RecordedBody(events.toByteArray(), false);
    }

    /** Returns the body; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns whether it has JSON lines, as Ollama's own protocol sends them, and not server-sent events. */
    public boolean ofLines() {
        return ofLines;
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "RecordedBody[" + bytes.length + " bytes]";
    }
}
