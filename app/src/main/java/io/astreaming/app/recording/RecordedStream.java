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
 * A stream that was kept. It is read anew, piece by piece, whenever somebody looks at it, and never held.
 *
 * @param name the file's name as the user gave it
 * @param format the form in which it was kept
 * @param content what it holds
 * @param done whether {@code [DONE]} stands in it
 * @param whole whether {@code [DONE]} comes last on the way to a raw body: wherever nothing was cut off
 * @param more what else there is, which a form that knows payloads alone can't hold
 */
public record RecordedStream(
        String name, RecordingFormat format, Content content, boolean done, boolean whole, Set<String> more) {
    /** What a file holds, to be read as often as needed. */
    interface Content {
        InputStream open() throws IOException;
    }

    /** Takes pieces of a body and when each came; absent if nobody knows. */
    interface Frames {
        void frame(byte[] bytes, @Nullable Duration at);
    }

    /** Tells what its events say, {@code [DONE]} aside; JSON of Markdown traces on one line. */
    void eachPayload(Consumer<String> payloads) throws IOException {
        try (InputStream in = content.open()) {
            switch (format) {
                case MD, JSONL -> TextContent.read(format, in, payloads);
                case SSE -> SseContent.read(in, payloads);
            }
        }
    }

    /** Tells the body as it goes over the wire. */
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

    /** All that its events say. */
    public List<String> payloads() throws IOException {
        List<String> payloads = new ArrayList<>();
        eachPayload(payloads::add);
        return payloads;
    }

    /** The whole of it, to be replayed. */
    public Recording recording() throws IOException {
        if (format != RecordingFormat.SSE) {
            return Recording.ofPayloads(payloads(), whole).named(stem());
        }
        try (InputStream in = content.open()) {
            return Recording.sse(in.readAllBytes()).named(stem());
        }
    }

    /** The file's name without folder and form: the name of a model that replays it. */
    private String stem() {
        String file = String.valueOf(Path.of(name).getFileName());
        RecordingFormat named = RecordingFormat.named(file);
        String stem = named == null
                ? file
                : file.substring(0, file.length() - named.toString().length() - 1);
        return stem.isBlank() ? "recording" : stem;
    }
}
