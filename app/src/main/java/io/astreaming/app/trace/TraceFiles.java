package io.astreaming.app.trace;

import io.astreaming.app.file.PrivateFiles;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.TextWriter;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.Payload;
import io.astreaming.port.TraceSink;
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
 * Keeps one exchange in files that stand together: the request, the stream as it came, the answer's text. Each is
 * written while the stream runs, so that a crash leaves what there was. Prompts and answers are in it, secrets of the
 * transport aren't. Not thread-safe.
 */
public final class TraceFiles implements TraceSink, AutoCloseable {
    public static final long CAP = 256L << 20;

    private static final String METHOD = "astreaming";
    private static final int MOST_AT_ONCE = 1_000;

    private final MarkdownTraceWriter writer = new MarkdownTraceWriter(METHOD);
    private final MaskedPieces masked;
    private final TraceFile request;
    private final TraceFile stream;
    private final TraceFile textFile;
    private final TextWriter text;

    private TraceFiles(MaskedPieces masked, TraceFile request, TraceFile stream, TraceFile textFile) {
        this.masked = masked;
        this.request = request;
        this.stream = stream;
        this.textFile = textFile;
        this.text = new TextWriter(textFile, false);
    }

    /**
     * Makes the directory for traces, if it isn't there.
     *
     * @throws IOException if nothing can be written there
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

    /** Begins a trace of now. */
    public static TraceFiles begin(Path directory, ChatTransport transport, Consumer<String> warn) throws IOException {
        return begin(directory, transport, Instant.now(), CAP, warn);
    }

    /**
     * Begins a trace. The time names the files; where there are some of that name, the next free microsecond does.
     *
     * @param directory where to; made if it isn't there
     * @param transport whose secrets stay out of it
     * @param begun when the exchange began
     * @param cap how large each file may grow, in bytes
     * @param warn is told what goes wrong later
     * @return the trace
     * @throws IOException if nothing can be written there
     */
    static TraceFiles begin(Path directory, ChatTransport transport, Instant begun, long cap, Consumer<String> warn)
            throws IOException {
        PrivateFiles.createDirectories(directory);
        for (int next = 0; next < MOST_AT_ONCE; next++) {
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
                    file(directory, name, TraceKind.RESPONSE_TEXT, cap, warn));
        }
        throw new IOException(directory + ": too many traces of the same moment");
    }

    private static TraceFile file(Path directory, Instant begun, TraceKind kind, long cap, Consumer<String> warn) {
        return new TraceFile(directory.resolve(TraceName.of(begun, kind)), cap, warn);
    }

    /** Called before the stream has a thread of its own: the key isn't in the body, but in a header. */
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
    }

    /** Takes a piece of the answer's text. */
    public void text(String piece) throws IOException {
        text.write(masked.next(piece));
    }

    /** The files that were made, the stream first. */
    public List<Path> paths() {
        return Stream.of(stream, request, textFile)
                .filter(TraceFile::exists)
                .map(TraceFile::path)
                .toList();
    }

    @Override
    public void close() throws IOException {
        stream.close();
        text.close();
    }

    private static void write(TraceFile file, String text) {
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
