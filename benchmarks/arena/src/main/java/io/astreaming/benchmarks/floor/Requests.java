package io.astreaming.benchmarks.floor;

import java.net.URI;
import java.net.http.HttpRequest;

/** The request that a bare client sends. */
public final class Requests {
    private Requests() {}

    /**
     * Asks for a stream.
     *
     * @param baseUrl where
     * @param model which
     * @return the request
     */
    public static HttpRequest stream(String baseUrl, String model) {
        return HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer none")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + model
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}"))
                .build();
    }
}
