package io.astreaming.benchmarks.astreaming;

import io.astreaming.benchmarks.contender.Client;
import io.astreaming.completion.Completed;
import io.astreaming.event.ChatEvent;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The face that is pulled, by the thread that asks. */
public final class Pulled implements Client {
    private final Chat chat;

    /**
     * A client.
     *
     * @param baseUrl where the server is
     */
    public Pulled(String baseUrl) {
        chat = Chats.to(baseUrl);
    }

    @Override
    public CompletableFuture<?> stream(String model, Consumer<String> text) {
        try (ChatStream stream = chat.stream(Chats.request(model))) {
            for (ChatEvent event : stream) {
                Chats.tell(event, text);
            }
            return stream.outcome() instanceof Completed
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(stream.outcome().error());
        }
    }
}
