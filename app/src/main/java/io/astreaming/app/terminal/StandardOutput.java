package io.astreaming.app.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The standard output. Print streams swallow what goes wrong; this one keeps the first problem, so that nothing is lost
 * without a word. It can't be closed. Written by one thread, asked by any.
 */
final class StandardOutput extends FilterOutputStream {
    private volatile @Nullable IOException problem;

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        attempt(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        attempt(out::flush);
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    /** Whether nothing more can be written, for whatever reason. */
    boolean isGone() {
        return problem != null;
    }

    /**
     * What couldn't be written; absent if all could, or if the reader went away, as {@code head} does: that is no
     * failure.
     */
    @Nullable
    IOException problem() {
        IOException lost = problem;
        return lost == null || isReaderGone(lost) ? null : lost;
    }

    /** There is no type for it; POSIX says that the pipe is broken, Windows that it is closed. */
    private static boolean isReaderGone(IOException problem) {
        return String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    private void attempt(Writing writing) throws IOException {
        IOException before = problem;
        if (before != null) {
            throw new IOException(before.getMessage(), before);
        }
        try {
            writing.run();
            if (out instanceof PrintStream stream && stream.checkError()) {
                throw new IOException("it takes no more");
            }
        } catch (IOException e) {
            IOException lost = new IOException("the standard output can't be written: " + e.getMessage(), e);
            problem = lost;
            throw lost;
        }
    }

    /** Something that writes. */
    private interface Writing {
        void run() throws IOException;
    }
}
