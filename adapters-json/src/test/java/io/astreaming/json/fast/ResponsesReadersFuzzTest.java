package io.astreaming.json.fast;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.json.responses.ResponsesEventForm;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever the lines of a stream are, the fast reader of the Responses API says nothing or what the reference says. */
class ResponsesReadersFuzzTest {
    private static final StreamLimits SMALL =
            StreamLimits.DEFAULT.withEventBytes(4_096).withNestingDepth(8).withNumberLength(20);
    private static final int MOST_LINES = 12;
    /** What stands before and after a line: it is a text, a number, padding or any value. */
    private static final List<List<String>> EVENTS = List.of(
            List.of(
                    "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"",
                    "\",\"sequence_number\":1}"),
            List.of("{\"type\":\"response.output_text.delta\",\"delta\":\"a\",\"sequence_number\":", "}"),
            List.of("{\"type\":\"response.reasoning_text.delta\",\"delta\":\"a\",\"obfuscation\":\"", "\"}"),
            List.of("{\"type\":\"response.output_item.done\",\"item\":", "}"),
            List.of("{\"response\":", ",\"type\":\"response.completed\"}"));

    /** Lines as payloads, and as parts of events: the second time round a template may fit. */
    @FuzzTest
    void agreeOnAnyLines(byte[] bytes) {
        BothEventReaders<?> both = new BothEventReaders<>(new ResponsesEventForm(), SMALL);
        for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", MOST_LINES)) {
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
