package io.astreaming.app.trace;

import io.astreaming.app.file.PrivateFiles;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.port.Payload;
import io.astreaming.sse.SseEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes a stream as server-sent events, each after a comment with its arrival time, such as {@code : at=120}: the
 * milliseconds since the request. Every reader of server-sent events ignores such comments; {@code serve --pace
 * recorded} and {@code inspect} use the times. Not thread-safe.
 */
public final class TimedRecording implements KeptAnswer {
    private final TraceFile file;

    TimedRecording(TraceFile file) {
        this.file = file;
    }

    /**
     * Begins a recording; an existing file is replaced when the first bytes of the answer arrive.
     *
     * @param path the file
     * @param warn receives later problems
     */
    public static TimedRecording begin(Path path, Consumer<String> warn) {
        return new TimedRecording(new TraceFile(path, PrivateFiles::createOrReplace, TraceFiles.CAP, warn));
    }

    /**
     * Checks that the file can be written, and creates it.
     *
     * @throws IOException if it can't be written
     */
    public static void prepare(Path path) throws IOException {
        try {
            PrivateFiles.createOrReplace(path).close();
        } catch (IOException e) {
            throw new IOException("can't record to " + ErrorReporter.describe(e), e);
        }
    }

    @Override
    public void received(Payload payload, long nanos) {
        write(SseEncoder.event(payload), nanos);
    }

    @Override
    public void comment(Payload text, long nanos) {
        write(SseEncoder.comment(text.text().stripLeading()), nanos);
    }

    private void write(byte[] event, long nanos) {
        file.write(timed(event, nanos));
    }

    /**
     * Returns an event, or a comment, after the comment with its arrival time.
     *
     * @param nanos when it arrived, in nanoseconds since the request
     */
    public static byte[] timed(byte[] event, long nanos) {
        byte[] time = (": at=" + TimeUnit.NANOSECONDS.toMillis(nanos) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] timed = new byte[time.length + event.length];
        System.arraycopy(time, 0, timed, 0, time.length);
        System.arraycopy(event, 0, timed, time.length, event.length);
        return timed;
    }

    @Override
    public List<Path> paths() {
        return file.exists() ? List.of(file.path()) : List.of();
    }

    @Override
    public void close() {
        file.close();
    }
}
