package io.astreaming.json.fast;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.json.messages.MessagesEventForm;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever the lines of a stream are, the fast reader of events says nothing or what the reference says. */
class MessagesReadersFuzzTest {
    private static final StreamLimits SMALL =
            StreamLimits.DEFAULT.withEventBytes(4_096).withNestingDepth(8).withNumberLength(20);
    private static final int MOST_LINES = 12;
    /** What stands before and after a line: it is a text, a value, or the end. */
    private static final List<List<String>> EVENTS = List.of(
            List.of(
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"",
                    "\"}   }"),
            List.of(
                    "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"a\"}",
                    "}"),
            List.of(
                    "{\"delta\":{\"partial_json\":\"{\",\"type\":\"input_json_delta\"},\"index\":",
                    ",\"type\":\"content_block_delta\"}"),
            List.of("{\"type\":\"message_delta\",\"usage\":", "}"),
            List.of("{\"error\":", "}"));

    /** Lines as payloads, and as parts of events: the second time round a template may fit. */
    @FuzzTest
    void agreeOnAnyLines(byte[] bytes) {
        BothEventReaders<?> both = new BothEventReaders<>(new MessagesEventForm(), SMALL);
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", MOST_LINES);
        for (String line : lines) {
            both.read(payload(line));
            for (List<String> event : EVENTS) {
                both.read(payload(event.get(0) + line + event.get(1)));
            }
        }
    }

    private static Payload payload(String bytes) {
        byte[] array = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return new Payload(array, 0, array.length, Payload.MESSAGE, 3, 40);
    }
}
