package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.ToolLoop;
import io.astreaming.testing.LoopbackServer;
import io.astreaming.testing.RequestExamples;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RequestExamplesTest {
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
        try (LoopbackServer server = new LoopbackServer(Streams.TOOL_ANSWER);
                JdkChatTransport transport = JdkChatTransport.to(server.baseUrl())) {
            Chat chat = RequestExamples.defaults(transport);
            ChatRequest.Builder request = ChatRequest.model("m").user("?");
            for (ChatRequest each :
                    List.of(request.build(), request.includeUsage(true).build())) {
                try (ChatStream stream = chat.stream(each)) {
                    assertThat(stream.text()).isEqualTo("Take a coat.");
                }
            }
            assertThat(server.bodies().get(0)).doesNotContain("stream_options");
            assertThat(server.bodies().get(1)).contains("stream_options");
        }
    }

    @Test
    void goesOnWithTheResultOfATool() throws IOException {
        try (LoopbackServer server = new LoopbackServer(Streams.TOOL_CALL, Streams.TOOL_ANSWER)) {
            assertThat(RequestExamples.roundTrip(server.chat())).isEqualTo("Take a coat.");
            assertThat(server.bodies().get(1)).contains("\"content\":\"2 degrees\",\"tool_call_id\":\"c1\"");
        }
    }

    @Test
    void runsToolsUntilThereIsAnAnswer() throws IOException {
        try (LoopbackServer server = new LoopbackServer(Streams.TOOL_CALL, List.of(Streams.stop()))) {
            ToolLoop.Result result = RequestExamples.loop(
                    server.chat(), ChatRequest.model("m").user("?").build());
            assertThat(result.outcome()).isInstanceOf(Completed.class);
            assertThat(result.rounds()).isEqualTo(2);
        }
    }
}
