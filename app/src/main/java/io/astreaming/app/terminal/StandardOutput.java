package io.astreaming.app.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The standard output. Print streams swallow exceptions; this one keeps the first, so that no loss of output is
 * unreported. It can't be closed. One thread writes; any thread may ask for the problem.
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

    /** Returns whether nothing more can be written, for any reason. */
    boolean isGone() {
        return problem != null;
    }

    /**
     * Returns the first problem; null if everything was written, or if the reader has closed the pipe as {@code head}
     * does, which is no failure.
     */
    @Nullable
    IOException problem() {
        IOException lost = problem;
        return lost == null || isReaderGone(lost) ? null : lost;
    }

    /**
     * Recognizes a closed pipe by the message, since the exception has no type of its own: broken on POSIX, closed on
     * Windows.
     */
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

    /** An operation that writes. */
    private interface Writing {
        void run() throws IOException;
    }
}
