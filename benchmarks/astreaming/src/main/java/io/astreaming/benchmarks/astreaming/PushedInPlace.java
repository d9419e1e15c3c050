package io.astreaming.benchmarks.astreaming;

import io.astreaming.benchmarks.contender.Client;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The pushing API with a listener that never blocks, so that it runs on the thread that receives the bytes. */
public final class PushedInPlace implements Client {
    private final Client pushed;

    /**
     * A client.
     *
     * @param baseUrl where the server is
     */
    public PushedInPlace(String baseUrl) {
        pushed = new Pushed(Chats.to(baseUrl).withExecutor(Runnable::run));
    }

    @Override
    public CompletableFuture<?> stream(String model, Consumer<String> text) {
        return pushed.stream(model, text);
    }
}
