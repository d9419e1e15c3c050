package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.conformance.Wire;
import io.astreaming.event.ChatEvent;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.json.JsonbResponsesCodec;
import io.astreaming.port.ChatCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/events.md says of events is true. */
@Timeout(60)
class EventsPageTest {
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
        boolean responses = lines.get(0).contains("\"response.");
        StringBuilder body = new StringBuilder();
        lines.forEach(line -> body.append("data: ").append(line).append("\n\n"));
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        ChatCodec codec = responses ? new JsonbResponsesCodec() : new JsonbChatCodec();
        return Wire.read(codec, bytes, bytes.length).events.stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }
}
