package io.astreaming.app.trace;

import io.astreaming.app.file.PrivateFiles;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.TextWriter;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.Payload;
import io.astreaming.trace.MarkdownTraceWriter;
import io.astreaming.trace.MaskedPieces;
import io.astreaming.trace.RequestDocument;
import io.astreaming.trace.TraceKind;
import io.astreaming.trace.TraceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes one exchange to files with a common name: the request, the stream as it arrived, the answer's text, and a
 * {@linkplain TimedRecording recording}. They are written while the stream runs, so that a crash loses nothing that had
 * arrived. They contain prompts and answers, but no secrets of the transport. Not thread-safe.
 */
public final class TraceFiles implements KeptAnswer {
    public static final long CAP = 256L << 20;

    private static final String METHOD = "astreaming";
    private static final int MAX_AT_ONCE = 1_000;

    private final MarkdownTraceWriter writer = new MarkdownTraceWriter(METHOD);
    private final MaskedPieces masked;
    private final TraceFile request;
    private final TraceFile stream;
    private final TraceFile textFile;
    private final TextWriter text;
    private final TimedRecording recording;

    private TraceFiles(
            MaskedPieces masked, TraceFile request, TraceFile stream, TraceFile textFile, TimedRecording recording) {
        this.masked = masked;
        this.request = request;
        this.stream = stream;
        this.textFile = textFile;
        this.text = new TextWriter(textFile, false);
        this.recording = recording;
    }

    /**
     * Creates the directory for traces, unless it exists.
     *
     * @throws IOException if the directory isn't writable
     */
    public static void prepare(Path directory) throws IOException {
        try {
            PrivateFiles.createDirectories(directory);
        } catch (IOException e) {
            throw new IOException("can't keep a trace in " + ErrorReporter.describe(e), e);
        }
        if (!Files.isWritable(directory)) {
            throw new IOException("can't keep a trace in " + directory + ": permission denied");
        }
    }

    /** Begins a trace at the current time. */
    public static TraceFiles begin(Path directory, ChatTransport transport, Consumer<String> warn) throws IOException {
        return begin(directory, transport, Instant.now(), CAP, warn);
    }

    /**
     * Begins a trace. The files are named by the time; if files with that name exist, by the next free microsecond.
     *
     * @param directory the directory; created unless it exists
     * @param transport masks its secrets
     * @param begun when the exchange began
     * @param cap the maximum size of each file, in bytes
     * @param warn receives later problems
     * @return the trace
     * @throws IOException if the directory isn't writable
     */
    static TraceFiles begin(Path directory, ChatTransport transport, Instant begun, long cap, Consumer<String> warn)
            throws IOException {
        PrivateFiles.createDirectories(directory);
        for (int next = 0; next < MAX_AT_ONCE; next++) {
            Instant name = begun.plus(next, ChronoUnit.MICROS);
            TraceFile request = file(directory, name, TraceKind.REQUEST, cap, warn);
            try {
                var unused = request.create();
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            return new TraceFiles(
                    new MaskedPieces(transport),
                    request,
                    file(directory, name, TraceKind.RESPONSE_STREAM, cap, warn),
                    file(directory, name, TraceKind.RESPONSE_TEXT, cap, warn),
                    new TimedRecording(new TraceFile(recording(directory, name), cap, warn)));
        }
        throw new IOException(directory + ": too many traces of the same moment");
    }

    private static TraceFile file(Path directory, Instant begun, TraceKind kind, long cap, Consumer<String> warn) {
        return new TraceFile(directory.resolve(TraceName.of(begun, kind)), cap, warn);
    }

    /** The recording has the name of the stream's document, and its own extension. */
    private static Path recording(Path directory, Instant begun) {
        String stream = TraceName.of(begun, TraceKind.RESPONSE_STREAM);
        return directory.resolve(stream.substring(0, stream.lastIndexOf('.')) + ".sse");
    }

    /** Writes the request, whose body doesn't contain the key, because that is a header. */
    @Override
    public void requested(byte[] body) {
        RequestParts parts = RequestParts.of(new String(body, StandardCharsets.UTF_8));
        write(request, RequestDocument.write(METHOD, parts.messages(), parts.params()));
        request.close();
    }

    @Override
    public void received(Payload payload, long nanos) {
        String chunk = writer.chunk(payload.text());
        if (!chunk.isEmpty()) {
            write(stream, stream.exists() ? chunk : writer.begin() + chunk);
        }
        if (!stream.isOver()) {
            recording.received(payload, nanos); // holds the same chunks, and is smaller
        }
    }

    @Override
    public void comment(Payload comment, long nanos) {
        if (!stream.isOver()) {
            recording.comment(comment, nanos);
        }
    }

    @Override
    public void text(String piece) throws IOException {
        text.write(masked.next(piece));
    }

    @Override
    public List<Path> paths() {
        Stream<Path> documents =
                Stream.of(stream, request, textFile).filter(TraceFile::exists).map(TraceFile::path);
        return Stream.concat(documents, recording.paths().stream()).toList();
    }

    @Override
    public void close() throws IOException {
        stream.close();
        recording.close();
        text.close();
    }

    private static void write(TraceFile file, String text) {
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
