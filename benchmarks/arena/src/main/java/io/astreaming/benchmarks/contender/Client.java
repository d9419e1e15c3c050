package io.astreaming.benchmarks.contender;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Asks a server and reads its answer. Its implementations have a constructor with the base URL. Thread-safe, and made to be kept. */
public interface Client {
    /**
     * Asks for one stream.
     *
     * @param model which, see {@link io.astreaming.benchmarks.server.Plan}
     * @param text is given the text of the answer, piece by piece
     * @return done when the stream has ended; failed if it failed
     */
    CompletableFuture<?> stream(String model, Consumer<String> text);
}
