package io.astreaming.app.terminal;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a person says line by line, and how that person interrupts. Not thread-safe. */
public interface LineSource extends AutoCloseable {
    /** No lines at all, for a single question. Told to end, the process does. */
    LineSource NONE = () -> null;

    /** The next line; absent at the end. */
    @Nullable
    String next() throws IOException;

    /**
     * Lets an answer arrive. If the person interrupts meanwhile, it is stopped.
     *
     * @param stop makes the work come to its end; called from another thread
     * @param work the work
     * @return what the work gives
     */
    default <T> T answering(Runnable stop, Callable<T> work) throws Exception {
        return InterruptHandler.stop(stop, work);
    }

    @Override
    default void close() throws IOException {}
}
