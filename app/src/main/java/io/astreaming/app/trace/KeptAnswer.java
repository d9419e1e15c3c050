package io.astreaming.app.trace;

import io.astreaming.port.TraceSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Writes one answer to files while it arrives. They contain prompts and answers, but no secrets of the transport. */
public interface KeptAnswer extends TraceSink, AutoCloseable {
    /** Begins the files of an answer. */
    interface Keeper {
        /**
         * Begins at the current time.
         *
         * @param warn receives later problems
         * @throws IOException if the files can't be written
         */
        KeptAnswer begin(Consumer<String> warn) throws IOException;
    }

    /** Writes a piece of the answer's text; by default it isn't kept apart from the stream. */
    default void text(String piece) throws IOException {}

    /** Returns the files that were created, that of the stream first. */
    List<Path> paths();

    @Override
    void close() throws IOException;
}
