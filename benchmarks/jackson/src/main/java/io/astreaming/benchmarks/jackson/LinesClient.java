package io.astreaming.benchmarks.jackson;

import io.astreaming.benchmarks.contender.Client;
import io.astreaming.benchmarks.floor.Requests;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** The JDK's client with its line subscriber, and Jackson for each line. */
public final class LinesClient implements Client {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Lines lines = new Lines();
    private final String baseUrl;

    /**
     * A client.
     *
     * @param baseUrl where the server is
     */
    public LinesClient(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public CompletableFuture<?> stream(String model, Consumer<String> text) {
        return client.sendAsync(
                Requests.stream(baseUrl, model), HttpResponse.BodyHandlers.fromLineSubscriber(new Reader(text)));
    }

    private final class Reader implements Flow.Subscriber<String> {
        private final Consumer<String> text;

        Reader(Consumer<String> text) {
            this.text = text;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            Chunk chunk = lines.read(line);
            if (chunk != null) {
                String piece = chunk.text();
                if (!piece.isEmpty()) {
                    text.accept(piece);
                }
            }
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }
}
