package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbResults;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.LoopEnd;
import io.astreaming.stream.ToolLoop;
import io.astreaming.test.ReplayExtension;
import io.astreaming.testing.RequestExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RequestExamplesTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    private static final Recording CALL =
            Recording.builder().toolCall("c1", "weather", "{\"city\":\"Oslo\"}").build();
    private static final Recording ANSWER = Recording.ofText("Take a ", "coat.");
    private static final Path GUIDE = Path.of(System.getProperty("astreaming.root", ".."), "docs/requests.md");

    @Test
    void standInTheGuideAsTheyCompile() throws IOException {
        String source =
                Files.readString(Path.of("../testing/src/library/java/io/astreaming/testing/RequestExamples.java"));
        String guide = Files.readString(GUIDE);
        Matcher example =
                Pattern.compile("(?s) +// guide: [a-z-]+\n(.*?) +// end\n").matcher(source);
        int count = 0;
        while (example.find()) {
            count++;
            assertThat(guide).contains("```java\n" + example.group(1).indent(-8) + "```\n");
        }
        assertThat(guide.split("```java\n")).hasSize(count + 1);
    }

    @Test
    void asksWithParametersPartsFormatsAndExtras(@TempDir Path folder) throws IOException {
        Path photo = Files.write(folder.resolve("photo.png"), new byte[] {1, 2, 3});
        assertThat(RequestRowsTest.written(RequestExamples.parameters())).contains("\"seed\":7", "\"stop\":[\"\\n\"]");
        assertThat(RequestRowsTest.written(RequestExamples.parts(photo))).contains("data:image/png;base64,AQID");
        assertThat(RequestRowsTest.written(RequestExamples.format())).contains("\"json_schema\":{", "\"strict\":true");
        assertThat(RequestRowsTest.written(RequestExamples.gateway()))
                .contains("\"cache_control\":{\"type\":\"ephemeral\"}", "\"top_k\":40");
    }

    @Test
    void sparesAnEndpointWhatItRefuses() throws IOException {
        model.next(ANSWER, ANSWER);
        try (JdkChatTransport transport = JdkChatTransport.to(model.baseUri().toString())) {
            Chat chat = RequestExamples.defaults(transport);
            ChatRequest.Builder request = ChatRequest.model("m").user("?");
            for (ChatRequest each :
                    List.of(request.build(), request.includeUsage(true).build())) {
                try (ChatStream stream = chat.stream(each)) {
                    assertThat(stream.text()).isEqualTo("Take a coat.");
                }
            }
            assertThat(model.requests().get(0).text()).doesNotContain("stream_options");
            assertThat(model.requests().get(1).text()).contains("stream_options");
        }
    }

    @Test
    void goesOnWithTheResultOfATool() throws IOException {
        assertThat(RequestExamples.roundTrip(model.next(CALL, ANSWER).chat())).isEqualTo("Take a coat.");
        assertThat(model.requests().get(1).text()).contains("\"content\":\"2 degrees\",\"tool_call_id\":\"c1\"");
    }

    @Test
    void runsToolsUntilThereIsAnAnswer() throws IOException {
        ToolLoop.Result result = RequestExamples.loop(
                model.next(CALL, Recording.ofText()).chat(),
                ChatRequest.model("m").user("?").build());
        assertThat(result.outcome()).isInstanceOf(Completed.class);
        assertThat(result.rounds()).isEqualTo(2);
    }

    @Test
    void runsToolsWithRecordsAsArguments() throws IOException {
        ChatRequest request = ChatRequest.model("m").user("?").build();
        Recording call = Recording.builder()
                .toolCall("c", "weather", "{\"name\":\"Oslo\"}")
                .toolCall("d", "time", "{\"name\":\"Oslo\"}")
                .usage(3, 2)
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            ToolLoop.Result typed = RequestExamples.typedTools(
                    model.next(call, ANSWER, call, ANSWER).chat(), request);
            assertThat(typed.conversation().messages())
                    .contains(Message.tool("c", "2 degrees"))
                    .contains(Message.tool("d", "There is no such tool. There are: [weather]"));
            ToolLoop.Result started = RequestExamples.startedTools(model.chat(), request, new JsonbResults(), threads)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            assertThat(started.conversation().messages())
                    .contains(Message.tool("c", "2 degrees"))
                    .contains(Message.tool("d", "noon"));
            assertThat(started.end()).isEqualTo(LoopEnd.ANSWERED);
            assertThat(started.usage().totalTokens()).isEqualTo(5);
        } finally {
            threads.shutdown();
        }
    }
}
