package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.astreaming.completion.Completed;
import io.astreaming.http.SseDecoder;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.StreamLimits;
import io.astreaming.stream.Conductor;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * What a chunk costs in bytes allocated, from the socket's buffer to the event, by the thread's own counter: exact, and the same on
 * any machine. The bound has head-room for JDKs that differ a little, not for another record a chunk.
 */
class AllocationTest {
    private static final int CHUNKS = 2_000;
    private static final long MOST_BYTES_A_CHUNK = 3_000;

    private final JsonbChatCodec codec = new JsonbChatCodec();

    @Test
    void keepsAChunkLean() {
        byte[] stream = stream();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            decode(stream);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least / CHUNKS).as("bytes allocated a chunk").isLessThan(MOST_BYTES_A_CHUNK);
    }

    private void decode(byte[] stream) {
        Conductor conductor = new Conductor(
                codec.chunkDecoder(StreamLimits.DEFAULT), StreamLimits.DEFAULT, false, (payload, nanos) -> {}, () -> 0);
        conductor.begin(sink -> new SseDecoder(StreamLimits.DEFAULT, sink));
        for (int at = 0; at < stream.length; at += 8_192) {
            conductor.feed(ByteBuffer.wrap(stream, at, Math.min(8_192, stream.length - at)));
            while (conductor.poll() != null) {
                // taken
            }
        }
        conductor.end();
        assertThat(conductor.outcome()).isInstanceOf(Completed.class);
    }

    private static byte[] stream() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < CHUNKS; i++) {
            out.append("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1741570283,")
                    .append(
                            "\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\",")
                    .append("\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"logprobs\":null,")
                    .append("\"finish_reason\":null}],\"obfuscation\":\"")
                    .append(1_000_000 + i)
                    .append("\"}\n\n");
        }
        return out.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
