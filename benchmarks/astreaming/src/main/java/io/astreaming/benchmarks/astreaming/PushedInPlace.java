package io.astreaming.benchmarks.astreaming;

import io.astreaming.benchmarks.contender.Client;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The face that pushes, to a listener who never waits and so may be called where the bytes arrive. */
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
