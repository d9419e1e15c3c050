package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.ToolLoop;
import io.astreaming.testing.NodeFolder;
import io.astreaming.testing.RequestExamples;
import io.astreaming.value.TokenUsage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asks a mock of OpenAI's API that answers only what it understands; skipped where it can't be installed. */
@Timeout(300)
class MockServerIT {
    private static final String MOCK = "aimock@1.43.0";
    private static Process process;
    private static String baseUrl;
    private static JdkChatTransport transport;
    private static Chat chat;

    @BeforeAll
    static void start() throws Exception {
        process = NodeFolder.with(MOCK, "@copilotkit/" + MOCK)
                .holding(MockServerIT.class, "mock-server.mjs")
                .start("mock-server.mjs");
        BufferedReader said = process.inputReader();
        String url = CompletableFuture.supplyAsync(() -> firstLine(said)).get(30, TimeUnit.SECONDS);
        baseUrl = url + "/v1";
        transport = JdkChatTransport.to(baseUrl);
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

    @Test
    void theCommandLineAsksForJsonAndShowsImages(@TempDir Path folder) throws IOException {
        Path schema = Files.writeString(folder.resolve("shade.json"), """
                {"type": "object", "properties": {"shade": {"type": "string"}}, "required": ["shade"],
                 "additionalProperties": false}""");
        Path image = Files.write(folder.resolve("cat"), new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});

        assertThat(command("--json-schema", schema.toString(), "Name a shade").out())
                .isEqualTo("{\"shade\": \"crimson\"}");
        assertThat(command("--json-schema", schema.toString(), "--no-strict", "Name a shade")
                        .code())
                .isEqualTo(1);
        assertThat(command("--image", image.toString(), "--image-detail", "low", "What is this?")
                        .out())
                .isEqualTo("A cat.");
        assertThat(command("--image", image.toString(), "What is this?").code()).isEqualTo(1);
    }

    @Test
    void theCommandLineGivesResultsBackAndKeepsTheConversation(@TempDir Path folder) throws IOException {
        Path tools = Files.writeString(folder.resolve("tools.json"), """
                [{"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}]""");
        String session = folder.resolve("coat.json").toString();

        assertThat(command("--session", session, "--tools", tools.toString(), "Do I need a coat in Oslo or in Rome?")
                        .out())
                .isEqualTo("{\"id\":\"call_oslo\",\"name\":\"weather\",\"arguments\":{\"city\":\"Oslo\"}}\n"
                        + "{\"id\":\"call_rome\",\"name\":\"weather\",\"arguments\":{\"city\":\"Rome\"}}\n");
        assertThat(command("--session", session, "--result", "call_oslo=2 degrees", "--result", "call_rome=unknown")
                        .out())
                .isEqualTo("Take a coat.");

        String talk = folder.resolve("talk.json").toString();
        assertThat(command("--session", talk, "--system", "Be terse.", "Say hello")
                        .out())
                .isEqualTo("Hello, my friend 👋.");
        assertThat(command("--session", talk, "And another").out()).isEqualTo("Hi.");
    }

    private static Cli.Result command(String... args) {
        List<String> all = new ArrayList<>(List.of("chat", "--base-url", baseUrl, "--retries", "0"));
        all.addAll(List.of(args));
        return Cli.run(all.toArray(String[]::new));
    }

    private static String firstLine(BufferedReader said) {
        try {
            return said.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
