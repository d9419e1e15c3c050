package io.astreaming.app;

import io.astreaming.chunk.JsonText;
import io.astreaming.http.replay.Frame;
import io.astreaming.trace.MarkdownTraceWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes recorded streams in the forms in which they can be kept. Only white space between tokens ever changes. */
final class Conversion {
    private Conversion() {}

    /**
     * Writes a stream.
     *
     * @throws IllegalArgumentException if the form can't hold it
     */
    static byte[] to(Format format, RecordedStream stream) {
        return switch (format) {
            case MD -> markdown(stream).getBytes(StandardCharsets.UTF_8);
            case JSONL -> lines(stream).getBytes(StandardCharsets.UTF_8);
            case SSE -> body(stream);
        };
    }

    private static String markdown(RecordedStream stream) {
        MarkdownTraceWriter writer = new MarkdownTraceWriter("astreaming");
        StringBuilder out = new StringBuilder(writer.begin());
        stream.payloads().forEach(payload -> out.append(writer.chunk(payload)));
        return out.toString();
    }

    private static String lines(RecordedStream stream) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < stream.payloads().size(); i++) {
            try {
                out.append(line(stream.payloads().get(i))).append('\n');
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        stream.name() + ": payload #" + i
                                + " isn't JSON and can't be a line of .jsonl; .md can hold it",
                        e);
            }
        }
        return out.toString();
    }

    /** A payload that stands on one line already stays as it is. */
    private static String line(String payload) {
        JsonText json = JsonText.of(payload.strip());
        return payload.indexOf('\n') < 0 && payload.indexOf('\r') < 0
                ? json.text()
                : json.minified().text();
    }

    private static byte[] body(RecordedStream stream) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Frame frame : stream.recording().frames()) {
            out.writeBytes(frame.bytes());
        }
        return out.toByteArray();
    }
}
