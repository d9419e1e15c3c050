package io.astreaming.replay.format;

import io.astreaming.replay.completion.ProtocolFinder;
import io.astreaming.value.Protocol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Recognises the protocol of a recording by its first payloads. */
public final class RecordedProtocol {
    /** How many bytes are looked at: some providers begin with an event that repeats the whole request. */
    private static final int LOOKED_AT = 4 << 20;

    private RecordedProtocol() {}

    /** Returns the protocol of a recording; that of chat completions if nothing speaks for another. */
    public static Protocol of(RecordingFormat format, InputStream content) throws IOException {
        return of(format, content, Protocol.CHAT_COMPLETIONS);
    }

    /** Returns the protocol of a recording; a default if nothing speaks for one. */
    public static Protocol of(RecordingFormat format, InputStream content, Protocol unknown) throws IOException {
        ProtocolFinder finder = new ProtocolFinder();
        byte[] start = content.readNBytes(LOOKED_AT);
        try {
            InputStream bytes = new ByteArrayInputStream(start);
            if (format == RecordingFormat.SSE) {
                SseContent.read(bytes, finder::look);
            } else {
                TextContent.read(format, bytes, finder::look);
            }
        } catch (RuntimeException e) {
            // What is wrong with the content is told when it is read as a whole.
        }
        Protocol found = finder.found();
        return found == null ? unknown : found;
    }
}
