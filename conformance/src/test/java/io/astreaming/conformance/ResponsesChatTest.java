package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbResponsesCodec;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.value.Deviation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conversation over the Responses API, with a server that keeps the connection open after the answer. */
@Timeout(60)
class ResponsesChatTest {
    private static final String REASONING =
            "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"gA\"}";
    private static final String ANSWER = """
            data: {"type":"response.created","response":{"id":"resp_1","model":"m","status":"in_progress"}}

            data: {"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs_1"}}

            data: {"type":"response.output_item.done","output_index":0,"item":%s}

            data: {"type":"response.output_text.delta","output_index":1,"item_id":"msg_1","content_index":0,"delta":"Hi"}

            data: {"type":"response.output_item.done","output_index":1,"item":{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}}

            data: {"type":"response.completed","response":{"id":"resp_1","model":"m","status":"completed","usage":{"input_tokens":1}}}

            """.formatted(REASONING);

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/responses", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(ANSWER.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            var unused = over.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    @Test
    void endsWithTheTerminalEventAndSendsItemsBackAsTheyCame() {
        String baseUrl = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        StreamTimeouts patient = StreamTimeouts.DEFAULT.withAfterFinish(Duration.ofMinutes(5));
        try (JdkChatTransport transport = JdkChatTransport.to(baseUrl)) {
            Chat chat = Chat.over(transport, new JsonbResponsesCodec()).withTimeouts(patient);
            ChatRequest request = ChatRequest.model("m").user("Hello").build();
            Outcome first = ask(chat, request);

            assertThat(first).isInstanceOf(Completed.class);
            assertThat(first.completion().text()).isEqualTo("Hi");
            assertThat(first.completion().deviations()).containsOnlyKeys(Deviation.PIECE_WITHOUT_ITEM);

            Outcome second = ask(
                    chat,
                    request.toBuilder()
                            .assistant(first.completion())
                            .user("And now?")
                            .build());
            assertThat(second).isInstanceOf(Completed.class);
        }
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(1)).contains("\"encrypted_content\":\"gA\"", "\"id\":\"msg_1\"", "And now?");
    }

    private static Outcome ask(Chat chat, ChatRequest request) {
        try (ChatStream stream = chat.stream(request)) {
            stream.forEach(event -> {});
            return stream.outcome();
        }
    }
}
