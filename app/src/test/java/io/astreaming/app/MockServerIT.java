package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.TokenUsage;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.ToolLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asks a mock of OpenAI's API that answers only what it understands; skipped where it can't be installed. */
@Timeout(300)
class MockServerIT {
    private static final String MOCK = "aimock@1.43.0";
    private static Process process;
    private static JdkChatTransport transport;
    private static Chat chat;

    @BeforeAll
    static void start() throws Exception {
        process = NodeFolder.with(MOCK, "@copilotkit/" + MOCK)
                .holding("mock-server.mjs")
                .start("mock-server.mjs");
        BufferedReader said = process.inputReader();
        String url = CompletableFuture.supplyAsync(() -> firstLine(said)).get(30, TimeUnit.SECONDS);
        transport = JdkChatTransport.to(url + "/v1");
        chat = Chat.over(transport, new JsonbChatCodec());
    }

    @AfterAll
    static void stop() {
        if (process != null) {
            NodeFolder.end(process);
        }
        if (transport != null) {
            transport.close();
        }
    }

    @Test
    void streamsText() {
        ChatRequest request = ChatRequest.model("gpt-4o-mini")
                .system("Be terse.")
                .user("Say hello")
                .build();
        try (ChatStream stream = chat.stream(request)) {
            assertThat(stream.text()).isEqualTo("Hello, my friend 👋.");
            assertThat(stream.completion().usage()).isInstanceOf(TokenUsage.class);
        }
    }

    @Test
    void callsToolsAndGoesOnWithTheirResults() {
        assertThat(RequestExamples.roundTrip(chat)).isEqualTo("Take a coat.");

        ToolLoop.Result result = RequestExamples.loop(
                chat,
                ChatRequest.model("gpt-4o-mini")
                        .user("Do I need a coat in Oslo or in Rome?")
                        .tool(RequestExamples.WEATHER)
                        .set(Parameter.PARALLEL_TOOL_CALLS, true)
                        .build());
        assertThat(result.outcome()).isInstanceOf(Completed.class);
        assertThat(result.outcome().completion().text()).isEqualTo("Take a coat.");
        assertThat(result.rounds()).isEqualTo(2);
        assertThat(result.conversation().messages()).hasSize(5);
    }

    @Test
    void getsAnswersOfASchema() {
        try (ChatStream stream = chat.stream(RequestExamples.format())) {
            assertThat(stream.text()).isEqualTo("{\"colour\":\"red\"}");
        }
    }

    @Test
    void isRefusedWhatTheMockDoesNotExpect() {
        ChatRequest request = RequestExamples.format().toBuilder()
                .unset(Parameter.RESPONSE_FORMAT)
                .build();
        try (ChatStream stream = chat.stream(request)) {
            assertThat(stream.outcome()).isInstanceOf(Failed.class);
        }
    }

    private static String firstLine(BufferedReader said) {
        try {
            return said.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
