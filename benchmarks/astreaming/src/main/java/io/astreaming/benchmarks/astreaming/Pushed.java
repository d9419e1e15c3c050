package io.astreaming.benchmarks.astreaming;

import io.astreaming.benchmarks.contender.Client;
import io.astreaming.completion.Completed;
import io.astreaming.stream.Chat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The face that pushes. */
public final class Pushed implements Client {
    private final Chat chat;

    /**
     * A client.
     *
     * @param baseUrl where the server is
     */
    public Pushed(String baseUrl) {
        this(Chats.to(baseUrl));
    }

    Pushed(Chat chat) {
        this.chat = chat;
    }

    @Override
    public CompletableFuture<?> stream(String model, Consumer<String> text) {
        return chat.listen(Chats.request(model), event -> Chats.tell(event, text))
                .thenAccept(outcome -> {
                    if (!(outcome instanceof Completed)) {
                        throw new CompletionException(outcome.error());
                    }
                });
    }
}
