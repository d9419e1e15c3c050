package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.spring.AstreamingConnectionDetails;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ChatControllerTest {
    @LocalServerPort
    private int port;

    @Test
    void streamsAnAnswer() throws Exception {
        URI chat = URI.create("http://127.0.0.1:" + port + "/chat?question=Say+hello");
        String events = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(chat).build(), HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(events).contains("{\"text\":\"Hello\"}", "{\"text\":\", world\"}");
    }

    /** A server that answers like a provider, in place of the one that is configured. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Provider {
        @Bean
        ReplayServer provider() {
            return ReplayServer.serving(Recording.ofText("Hello", ", world")).start();
        }

        @Bean
        AstreamingConnectionDetails connection(ReplayServer provider) {
            return () -> provider.baseUri().toString();
        }
    }
}
