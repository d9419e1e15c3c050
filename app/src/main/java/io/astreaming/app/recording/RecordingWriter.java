package io.astreaming.app.recording;

import io.astreaming.jsontext.JsonText;
import io.astreaming.replay.format.RecordingFormat;
import io.astreaming.trace.MarkdownTraceWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes recorded streams in any format, chunk by chunk. Only white space between tokens changes. */
final class RecordingWriter {
    private RecordingWriter() {}

    /**
     * Checks that a format can hold a stream, before anything is written.
     *
     * @throws IllegalArgumentException if it can't
     */
    static void check(RecordingFormat format, RecordedStream stream) throws IOException {
        if (format != RecordingFormat.JSONL) {
            return;
        }
        boolean[] any = {false};
        eachLine(stream, line -> any[0] = true);
        if (!any[0]) {
            throw new IllegalArgumentException(
                    stream.name() + ": there is no chunk in it that ." + format + " could hold");
        }
    }

    /** Writes a stream that the format can hold. */
    static void write(RecordingFormat format, RecordedStream stream, OutputStream out) throws IOException {
        try {
            switch (format) {
                case MD -> {
                    MarkdownTraceWriter writer = new MarkdownTraceWriter("astreaming", stream.protocol());
                    write(writer.begin(), out);
                    stream.eachPayload(payload -> write(writer.chunk(payload), out));
                }
                case JSONL -> eachLine(stream, line -> write(line + "\n", out));
                case SSE -> stream.eachFrame((bytes, at) -> write(bytes, out));
                case HAR -> write(HarWriter.write(stream), out);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void eachLine(RecordedStream stream, Consumer<String> lines) throws IOException {
        int[] number = {0};
        stream.eachPayload(payload -> {
            try {
                lines.accept(line(payload));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        stream.name() + ": payload #" + number[0]
                                + " isn't JSON and can't be a line of .jsonl; .md can hold it",
                        e);
            }
            number[0]++;
        });
    }

    /** A payload that is already on one line isn't changed. */
    private static String line(String payload) {
        JsonText json = JsonText.of(payload.strip());
        return payload.indexOf('\n') < 0 && payload.indexOf('\r') < 0
                ? json.text()
                : json.minified().text();
    }

    private static void write(String text, OutputStream out) {
        write(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void write(byte[] bytes, OutputStream out) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
