package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.test.Faults;
import io.astreaming.test.Quirks;
import io.astreaming.test.ReplayExtension;
import io.astreaming.testing.RequestExamples;
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
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our half of docs/migration.md is {@link Migration}, and it works. */
@Timeout(60)
class MigrationTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

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
        model.next(
                        Recording.builder().text("Hi").usage(2, 1).build(),
                        Recording.builder()
                                .toolCall("c1", "weather", "{\"city\":\"Oslo\"}")
                                .build(),
                        Recording.ofText("Take a ", "coat."))
                .next(Faults.rejected(400, "no"))
                .next(Quirks.TRUNCATED);
        List<String> log = new ArrayList<>();
        try (Chat chat = Migration.client(model.baseUri().toString(), ApiKey.of("sk-any"))) {
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
