package io.astreaming.app.recording;

import io.astreaming.port.ResponseHead;
import io.astreaming.replay.Recording;
import io.astreaming.replay.format.RecordingFormat;
import io.astreaming.replay.format.SseContent;
import io.astreaming.replay.format.TextContent;
import io.astreaming.sse.SseEncoder;
import io.astreaming.value.Protocol;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recorded stream. It is read piece by piece each time it is used, and never held in memory.
 *
 * @param name the file's name as the user gave it
 * @param format the format of the file
 * @param content the file's content
 * @param protocol the protocol of its payloads
 * @param done whether it contains {@code [DONE]}
 * @param whole whether a conversion to a raw body ends with {@code [DONE]}: if nothing was cut off
 * @param more names of other content, which a format that holds only payloads can't hold
 */
public record RecordedStream(
        String name,
        RecordingFormat format,
        Content content,
        Protocol protocol,
        boolean done,
        boolean whole,
        Set<String> more) {
    /** The head of a response with server-sent events. */
    static final ResponseHead EVENT_STREAM = head("text/event-stream");

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
                case HAR -> throw new IllegalStateException("an archive's streams have another format");
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
        if (isBodyOfLines()) {
            eachLine(frames);
            return;
        }
        eachPayload(payload -> frames.frame(SseEncoder.event(payload), null));
        if (whole && protocol == Protocol.CHAT_COMPLETIONS) { // the others have an end of their own
            frames.frame(SseEncoder.done(), null);
        }
    }

    /** Stands for the head of the response, which says how the body is framed. */
    ResponseHead head() {
        return isBodyOfLines() ? head("application/x-ndjson") : EVENT_STREAM;
    }

    private static ResponseHead head(String type) {
        return new ResponseHead(200, Map.of("content-type", List.of(type)));
    }

    /** Ollama's own protocol has no server-sent events: a file of its lines is the body. */
    private boolean isBodyOfLines() {
        return format == RecordingFormat.JSONL && protocol == Protocol.OLLAMA;
    }

    private void eachLine(Frames frames) throws IOException {
        try (InputStream in = new BufferedInputStream(content.open())) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                line.write(next);
                if (next == '\n') {
                    frames.frame(line.toByteArray(), null);
                    line.reset();
                }
            }
            if (line.size() > 0) {
                frames.frame(line.toByteArray(), null);
            }
        }
    }

    /** Returns the names of other content but the arrival times, which the inspection shows. */
    public List<String> moreThanTiming() {
        return more.stream().filter(what -> !what.equals(SseContent.TIMING)).toList();
    }

    /** Returns the data of all events. */
    public List<String> payloads() throws IOException {
        List<String> payloads = new ArrayList<>();
        eachPayload(payloads::add);
        return payloads;
    }

    /** Returns the stream as a recording, to be replayed. */
    public Recording recording() throws IOException {
        try (InputStream in = content.open()) {
            return Recording.read(stem() + "." + format, in.readAllBytes());
        }
    }

    /** Returns the file's name without folder and extension, which is the model's name when it is replayed. */
    public String stem() {
        String stem = RecordingFormat.stem(String.valueOf(Path.of(name).getFileName()));
        return stem.isBlank() ? "recording" : stem;
    }
}
