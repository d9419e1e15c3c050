package com.example;

import static io.astreaming.test.ChatAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Recording;
import io.astreaming.test.ReplayExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ChatHandlerTest {
    private static final String BASE_URL = "astreaming.base-url";

    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    @Test
    void streamsAnAnswer() throws Exception {
        model.next(Recording.ofText("Hello", ", world"));
        System.setProperty(BASE_URL, model.baseUri().toString());
        try (Application application = new Application(0)) {
            URI chat = URI.create("http://127.0.0.1:" + application.port() + "/chat?question=Say+hello");
            String events = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(chat).build(), HttpResponse.BodyHandlers.ofString())
                    .body();

            assertThat(events).contains("{\"text\":\"Hello\"}", "{\"text\":\", world\"}");
            assertThat(model.onlyRequest()).hasMessage("user", "Say hello");
        } finally {
            System.clearProperty(BASE_URL);
        }
    }
}
