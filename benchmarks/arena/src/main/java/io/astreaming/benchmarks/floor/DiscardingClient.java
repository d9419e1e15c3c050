package io.astreaming.benchmarks.floor;

import io.astreaming.benchmarks.contender.Client;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The JDK's client, which receives every byte and looks at none: it hands on no text. */
public final class DiscardingClient implements Client {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String baseUrl;

    /**
     * A client.
     *
     * @param baseUrl where the server is
     */
    public DiscardingClient(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public CompletableFuture<?> stream(String model, Consumer<String> text) {
        return client.sendAsync(Requests.stream(baseUrl, model), HttpResponse.BodyHandlers.discarding());
    }
}
