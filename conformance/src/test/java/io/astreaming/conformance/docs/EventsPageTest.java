package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.event.ChatEvent;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/events.md says of events is true. */
@Timeout(60)
class EventsPageTest {
    private static final String DONE = "[DONE]";

    @Test
    void hasASectionWithAnExampleForEachEvent() throws IOException {
        var sections = GuidePage.of("events.md").sections();
        assertThat(kinds(ChatEvent.class)).isNotEmpty().allSatisfy(kind -> {
            assertThat(sections).containsKey(kind);
            assertThat(sections.get(kind).blocks("json"))
                    .anySatisfy(
                            block -> assertThat(GuidePage.code(block.next())).contains(kind));
        });
    }

    @Test
    void namesTheEventsOfEachExample() throws IOException {
        assertThat(GuidePage.of("events.md").blocks("json")).isNotEmpty().allSatisfy(block -> {
            List<String> payloads = block.code().lines().toList();
            assertThat(block.next()).startsWith("Events: ");
            assertThat(read(payloads)).as(block.code()).isEqualTo(GuidePage.code(block.next()));
        });
    }

    private static List<String> kinds(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null
                ? List.of(type.getSimpleName())
                : Stream.of(permitted).flatMap(each -> kinds(each).stream()).toList();
    }

    private static List<String> read(List<String> lines) {
        boolean done = lines.contains(DONE);
        Recording recording = Recording.ofPayloads(
                lines.stream().filter(line -> !line.equals(DONE)).toList(), done);
        List<String> names = new ArrayList<>();
        try (ReplayServer server = ReplayServer.serving(recording).start();
                JdkChatTransport transport =
                        JdkChatTransport.to(server.baseUri().toString());
                ChatStream stream = Chat.over(transport, new JsonbChatCodec()).stream(
                        ChatRequest.model("m").user("?").build())) {
            for (ChatEvent event : stream) {
                names.add(event.getClass().getSimpleName());
            }
        }
        return names;
    }
}
