package io.astreaming.replay;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the tests ask a server, and how they wait. */
public final class Calls {
    /** A request for a stream. */
    public static final String STREAM = "{\"stream\":true}";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Calls() {}

    public static HttpResponse<byte[]> ask(ReplayServer server, String body) throws Exception {
        return ask(server, body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpResponse<byte[]> ask(ReplayServer server, byte[] body) throws Exception {
        return ask(server, body, Duration.ofSeconds(60));
    }

    static HttpResponse<byte[]> ask(ReplayServer server, String body, Duration timeout) throws Exception {
        return ask(server, body.getBytes(StandardCharsets.UTF_8), timeout);
    }

    private static HttpResponse<byte[]> ask(ReplayServer server, byte[] body, Duration timeout) throws Exception {
        URI completions = URI.create(server.baseUri() + "/chat/completions");
        HttpRequest request = HttpRequest.newBuilder(completions)
                .header("Authorization", "Bearer sk-1234")
                .timeout(timeout)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofByteArray());
    }

    public static String answer(ReplayServer server, String body) throws Exception {
        return new String(ask(server, body).body(), StandardCharsets.UTF_8);
    }

    static HttpResponse<String> call(ReplayServer server, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.baseUri().resolve(path))
                .method(method, method.equals("POST") ? BodyPublishers.ofString(STREAM) : BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
