package io.astreaming.benchmarks.floor;

import io.astreaming.benchmarks.contender.Client;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** The JDK's client and as little as one can do to find the text in its lines. */
public final class ScanningClient implements Client {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String baseUrl;

    /**
     * A client.
     *
     * @param baseUrl where the server is
     */
    public ScanningClient(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public CompletableFuture<?> stream(String model, Consumer<String> text) {
        return client.sendAsync(
                Requests.stream(baseUrl, model), HttpResponse.BodyHandlers.fromSubscriber(new Scan(text)));
    }

    /** Keeps the line that has not ended yet. */
    private static final class Scan implements Flow.Subscriber<List<ByteBuffer>> {
        private final Consumer<String> text;
        private byte[] line = new byte[1_024];
        private int length;

        Scan(Consumer<String> text) {
            this.text = text;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                while (buffer.hasRemaining()) {
                    take(buffer.get());
                }
            }
        }

        private void take(byte next) {
            if (next != '\n') {
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = next;
                return;
            }
            String content = ContentStrings.content(line, 0, length);
            if (!content.isEmpty()) {
                text.accept(content);
            }
            length = 0;
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }
}
