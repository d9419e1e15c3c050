package io.astreaming.json.fast;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Whatever the lines of a stream are, the fast reader says nothing or what the reference reading says. */
class TwoReadersFuzzTest {
    private static final StreamLimits SMALL = StreamLimits.DEFAULT
            .withEventBytes(4_096)
            .withNestingDepth(8)
            .withNumberLength(20)
            .withTotalText(10_000)
            .withChoices(16)
            .withToolCalls(16)
            .withDistinctExtras(32)
            .withErrorBodyBytes(1_024);
    private static final int MOST_LINES = 12;
    /** What stands before and after a line: it is the content, or a member that somebody looks into though it isn't modelled. */
    private static final List<List<String>> CHUNKS = List.of(
            List.of("{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"", "\"}}],\"p\":\"ab\"}"),
            List.of("{\"choices\":[{\"delta\":{\"content\":\"a\",\"thinking\":", "}}]}"),
            List.of("{\"choices\":[{\"delta\":{\"reasoning\":\"a\",\"reasoning_details\":", "}}]}"),
            List.of("{\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":", "}]}"),
            List.of("{\"choices\":[{\"delta\":{\"content\":\"a\"},\"error\":", "}]}"),
            List.of("{\"choices\":[{\"index\":\"0\",\"text\":", "}]}"),
            List.of("{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"base_resp\":", ",\"x\":NaN}"));

    /** Lines as payloads, and as parts of chunks: the second time round a template may fit. */
    @FuzzTest
    void agreeOnAnyLines(byte[] bytes) {
        BothReaders both = new BothReaders(SMALL);
        int from = 0;
        for (int lines = 0; lines < MOST_LINES && from < bytes.length; lines++) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            byte[] line = Arrays.copyOfRange(bytes, from, to);
            both.read(new Payload(line, 0, line.length, Payload.MESSAGE, lines, from));
            for (List<String> chunk : CHUNKS) {
                both.read(around(line, chunk, lines, from));
            }
            from = to + 1;
        }
    }

    private static Payload around(byte[] line, List<String> chunk, int number, long position) {
        byte[] before = chunk.get(0).getBytes(StandardCharsets.UTF_8);
        byte[] after = chunk.get(1).getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(before, before.length + line.length + after.length);
        System.arraycopy(line, 0, whole, before.length, line.length);
        System.arraycopy(after, 0, whole, before.length + line.length, after.length);
        return new Payload(whole, 0, whole.length, Payload.MESSAGE, number, position);
    }
}
