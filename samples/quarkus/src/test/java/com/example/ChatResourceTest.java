package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service within the JVM of its tests, as developers run it. */
@QuarkusTest
@QuarkusTestResource(ChatResourceTest.Provider.class)
@Timeout(60)
class ChatResourceTest {
    @TestHTTPResource("/chat?question=Say+hello")
    URI chat;

    @Test
    void streamsAnAnswer() throws Exception {
        String events = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(chat).build(), HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(events).contains("{\"text\":\"Hello\"}", "{\"text\":\", world\"}");
    }

    /** Answers like a provider. */
    public static class Provider implements QuarkusTestResourceLifecycleManager {
        private ReplayServer server;

        @Override
        public Map<String, String> start() {
            server = ReplayServer.serving(Recording.ofText("Hello", ", world")).start();
            return Map.of("astreaming.base-url", server.baseUri().toString());
        }

        @Override
        public void stop() {
            server.close();
        }
    }
}
