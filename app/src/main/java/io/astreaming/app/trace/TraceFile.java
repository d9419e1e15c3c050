package io.astreaming.app.trace;

import io.astreaming.app.file.PrivateFiles;
import io.astreaming.app.terminal.ErrorReporter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One file of a trace: created with the first bytes, flushed after each write, and limited in size. A problem is
 * reported once and ends the file, but not the stream. Not thread-safe.
 */
final class TraceFile extends OutputStream {
    private final Path path;
    private final Opener opener;
    private final long cap;
    private final Consumer<String> warn;
    private @Nullable OutputStream out;
    private long size;
    private boolean over;

    /** Opens the file with the first bytes. */
    interface Opener {
        OutputStream open(Path path) throws IOException;
    }

    /** Describes a file that mustn't exist yet. */
    TraceFile(Path path, long cap, Consumer<String> warn) {
        this(path, PrivateFiles::create, cap, warn);
    }

    TraceFile(Path path, Opener opener, long cap, Consumer<String> warn) {
        this.path = path;
        this.opener = opener;
        this.cap = cap;
        this.warn = warn;
    }

    Path path() {
        return path;
    }

    /** Returns whether the file was created. */
    boolean exists() {
        return out != null;
    }

    /** Returns whether nothing more is written: at the limit, after a problem, or after the end. */
    boolean isOver() {
        return over;
    }

    /** Creates the file now; fails if it can't be created. */
    OutputStream create() throws IOException {
        OutputStream made = opener.open(path);
        out = made;
        return made;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Writes all of these bytes, or none if they would exceed the limit. */
    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (over) {
            return;
        }
        if (length > cap - size) {
            end("the trace has reached its limit of " + (cap >> 20) + " MiB and isn't continued: " + path);
            return;
        }
        try {
            OutputStream file = out == null ? create() : out;
            file.write(bytes, offset, length);
            size += length;
        } catch (IOException e) {
            end("the trace can't be continued: " + ErrorReporter.describe(e));
        }
    }

    @Override
    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void close() {
        over = true;
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            warn.accept("the trace may be incomplete: " + ErrorReporter.describe(e));
        }
    }

    private void end(String warning) {
        warn.accept(warning);
        close();
    }
}
