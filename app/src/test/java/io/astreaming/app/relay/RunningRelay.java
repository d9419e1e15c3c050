package io.astreaming.app.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.app.Cli;
import io.astreaming.testing.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The relay command in this process, and what its clients do. */
final class RunningRelay implements AutoCloseable {
    private final Cli cli;
    private final Thread thread;
    private final CompletableFuture<Cli.Result> result = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    RunningRelay(Cli cli, String... options) throws Exception {
        this.cli = cli;
        List<String> args = new ArrayList<>(List.of("relay", "--port", "0"));
        args.addAll(List.of(options));
        thread = new Thread(() -> result.complete(cli.with(args.toArray(String[]::new))));
        thread.start();
        Await.until(() -> cli.outSoFar().endsWith("\n") || result.isDone());
        base = cli.outSoFar().strip();
        assertThat(base).matches("http://127\\.0\\.0\\.1:\\d+/v1");
    }

    /** What it has logged so far. */
    String log() {
        return cli.errSoFar();
    }

    URI uri(String path) {
        return URI.create(base).resolve(path);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return client.send(request(method, path, body, headers), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sending(String method, String path, String body, String... headers) {
        return client.sendAsync(request(method, path, body, headers), BodyHandlers.ofString());
    }

    /** Returns when the head of the response is there. */
    HttpResponse<java.io.InputStream> open(String body, String... headers) throws Exception {
        return client.send(request("POST", "/v1/chat/completions", body, headers), BodyHandlers.ofInputStream());
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(50))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    /** Asks the relay to end, as Ctrl-C does. */
    void interrupt() {
        thread.interrupt();
    }

    Cli.Result result() throws Exception {
        return result.get(40, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        interrupt();
        Cli.Result end = result();
        assertThat(end.code()).isEqualTo(130);
        assertThat(end.out()).isEqualTo(base + "\n");
    }
}
