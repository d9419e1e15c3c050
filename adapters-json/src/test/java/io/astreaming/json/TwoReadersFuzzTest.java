package io.astreaming.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.port.Payload;
import io.astreaming.port.StreamLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Whatever the lines of a stream are, the fast reader says nothing or what the reference reading says. */
class TwoReadersFuzzTest {
    private static final StreamLimits SMALL = new StreamLimits(4_096, 8, 20, 10_000, 16, 16, 32, 1_024);
    private static final int MOST_LINES = 12;
    private static final byte[] BEFORE =
            "{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AFTER = "\"}}],\"p\":\"ab\"}".getBytes(StandardCharsets.UTF_8);

    /** Lines as payloads, and as the content of a chunk: the second time round a template may fit. */
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
            byte[] chunk = new byte[BEFORE.length + line.length + AFTER.length];
            System.arraycopy(BEFORE, 0, chunk, 0, BEFORE.length);
            System.arraycopy(line, 0, chunk, BEFORE.length, line.length);
            System.arraycopy(AFTER, 0, chunk, BEFORE.length + line.length, AFTER.length);
            both.read(new Payload(chunk, 0, chunk.length, Payload.MESSAGE, lines, from));
            from = to + 1;
        }
    }
}
