package com.example.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.test.Faults;
import io.astreaming.test.ReplayExtension;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class VertxTest {
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("Say hello").build();
    private static final Recording HELLO = Recording.ofText("Hello", ", world");

    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted().withWait(Duration.ofSeconds(10));

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void streamsAnAnswer() throws Exception {
        model.next(HELLO);

        List<String> lines = new BufferedReader(new InputStreamReader(ask().body()))
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
        assertEquals(List.of("data: Hello", "data: , world"), lines);
    }

    @Test
    void breaksTheResponseOfAnAnswerThatWasCut() throws Exception {
        model.next(Faults.endAfterChunk(HELLO, 2));

        HttpResponse<InputStream> response = ask();
        assertThrows(IOException.class, () -> response.body().readAllBytes());
    }

    @Test
    void endsTheStreamWhenTheClientLeaves() throws Exception {
        model.next(Faults.stallAfterChunk(HELLO, 3));

        InputStream body = ask().body();
        assertEquals('d', body.read());
        body.close();
    }

    private static HttpResponse<InputStream> ask() throws Exception {
        HttpServer server = serve(model.chat());
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort()))
                                .version(HttpClient.Version.HTTP_1_1)
                                .build(),
                        BodyHandlers.ofInputStream());
    }

    private static HttpServer serve(Chat chat) throws Exception {
        return vertx.createHttpServer()
                .requestHandler(asked -> chat.textOrError(REQUEST).subscribe(new VertxAnswer(asked.response())))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
