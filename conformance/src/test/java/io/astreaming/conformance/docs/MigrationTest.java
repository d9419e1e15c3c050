package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.testing.RequestExamples;
import io.astreaming.testing.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our half of docs/migration.md is {@link Migration}, and it works. */
@Timeout(60)
class MigrationTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("?").build();

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void watchTheScreen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveTheScreenBack() {
        System.setOut(before);
    }

    @Test
    void standsInTheGuideAsItCompiles() throws IOException {
        List<String> blocks = GuidePage.of("migration.md").blocks("java").stream()
                .map(GuidePage.Block::code)
                .toList();
        assertThat(GuidePage.examples(Migration.class).values())
                .hasSize(6)
                .allSatisfy(code -> assertThat(blocks).contains(code));
    }

    @Test
    void worksAsTheGuideSays() {
        Reply counted = Reply.of(Recording.ofPayloads(
                List.of(
                        Streams.text("Hi"),
                        Streams.stop(),
                        "{\"id\":\"1\",\"choices\":[],\"usage\":{\"total_tokens\":3}}"),
                true));
        List<String> log = new ArrayList<>();
        try (ReplayServer server = ReplayServer.answering(
                                counted,
                                Reply.of(Recording.ofPayloads(Streams.TOOL_CALL, true)),
                                Reply.of(Recording.ofPayloads(Streams.TOOL_ANSWER, true)),
                                Reply.status(400, "{\"error\":{\"message\":\"no\"}}"),
                                Reply.of(Streams.cut("Hel")))
                        .start();
                Chat chat = Migration.client(server.baseUri().toString(), ApiKey.of("sk-any"))) {
            ChatCompletion answer = Migration.streaming(Migration.settings(chat));
            assertThat(answer.text()).isEqualTo("Hi");
            assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("Hi");
            assertThat(Migration.usage(answer)).isEqualTo(3);
            assertThat(Migration.tools(chat, REQUEST, RequestExamples.WEATHER)).isEqualTo("Take a coat.");
            Migration.errors(chat, REQUEST, log::add);
            Migration.errors(chat, REQUEST, log::add);
        }
        assertThat(log).containsExactly("rejected with 400", "truncated");
    }
}
