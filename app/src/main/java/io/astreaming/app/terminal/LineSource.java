package io.astreaming.app.terminal;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The source of the user's lines, which also handles interrupts. Not thread-safe. */
public interface LineSource extends AutoCloseable {
    /** A source without lines, for a single question; an interrupt ends the process. */
    LineSource NONE = () -> null;

    /** Returns the next line; null at the end. */
    @Nullable
    String next() throws IOException;

    /**
     * Runs some work, such as reading an answer; an interrupt stops it.
     *
     * @param stop makes the work end; called from another thread
     * @param work the work
     * @return the result of the work
     */
    default <T> T answering(Runnable stop, Callable<T> work) throws Exception {
        return InterruptHandler.stop(stop, work);
    }

    @Override
    default void close() throws IOException {}
}
