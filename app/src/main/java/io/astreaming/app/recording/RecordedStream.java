package io.astreaming.app.recording;

import io.astreaming.replay.Recording;
import io.astreaming.sse.SseEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recorded stream. It is read piece by piece each time it is used, and never held in memory.
 *
 * @param name the file's name as the user gave it
 * @param format the format of the file
 * @param content the file's content
 * @param done whether it contains {@code [DONE]}
 * @param whole whether a conversion to a raw body ends with {@code [DONE]}: if nothing was cut off
 * @param more names of other content, which a format that holds only payloads can't hold
 */
public record RecordedStream(
        String name, RecordingFormat format, Content content, boolean done, boolean whole, Set<String> more) {
    /** A file's content, which can be read repeatedly. */
    interface Content {
        InputStream open() throws IOException;
    }

    /** Receives pieces of a body, each with its arrival time; null if it isn't known. */
    interface Frames {
        void frame(byte[] bytes, @Nullable Duration at);
    }

    /** Passes on the data of its events, except {@code [DONE]}; JSON of Markdown traces is put on one line. */
    void eachPayload(Consumer<String> payloads) throws IOException {
        try (InputStream in = content.open()) {
            switch (format) {
                case MD, JSONL -> TextContent.read(format, in, payloads);
                case SSE -> SseContent.read(in, payloads);
            }
        }
    }

    /** Passes on the body as it is sent. */
    void eachFrame(Frames frames) throws IOException {
        if (format == RecordingFormat.SSE) {
            try (InputStream in = content.open()) {
                Recording.cut(in, frame -> frames.frame(frame.bytes(), frame.at()));
            }
            return;
        }
        eachPayload(payload -> frames.frame(SseEncoder.event(payload), null));
        if (whole) {
            frames.frame(SseEncoder.done(), null);
        }
    }

    /** Returns the data of all events. */
    public List<String> payloads() throws IOException {
        List<String> payloads = new ArrayList<>();
        eachPayload(payloads::add);
        return payloads;
    }

    /** Returns the stream as a recording, to be replayed. */
    public Recording recording() throws IOException {
        if (format != RecordingFormat.SSE) {
            return Recording.ofPayloads(payloads(), whole).named(stem());
        }
        try (InputStream in = content.open()) {
            return Recording.sse(in.readAllBytes()).named(stem());
        }
    }

    /** Returns the file's name without folder and extension, which is the model's name when it is replayed. */
    private String stem() {
        String file = String.valueOf(Path.of(name).getFileName());
        RecordingFormat named = RecordingFormat.named(file);
        String stem = named == null
                ? file
                : file.substring(0, file.length() - named.toString().length() - 1);
        return stem.isBlank() ? "recording" : stem;
    }
}
