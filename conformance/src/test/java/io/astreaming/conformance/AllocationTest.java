package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.CompletionChunk;
import io.astreaming.completion.Completed;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import io.astreaming.testing.AllocatedBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a chunk costs in bytes allocated, from the socket's buffer on, by the thread's own counter: exact, and the same on any
 * machine. The bounds have head-room for JDKs and compilers that differ a little, not for another few objects a chunk.
 */
class AllocationTest {
    private static final int CHUNKS = 2_000;
    private static final int PIECE = 8_192;

    private final JsonbChatCodec codec = new JsonbChatCodec();

    /** Chunks as they come from several providers, and the most bytes one may cost: to be read, and to be understood too. */
    private enum Shape {
        OPENAI(
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1741570283,"
                        + "\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\","
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"logprobs\":null,"
                        + "\"finish_reason\":null}],\"obfuscation\":\"%07d\"}",
                440, 590),
        LITELLM(
                "{\"id\":\"chatcmpl-1\",\"created\":1762693212,\"model\":\"claude-haiku-4-5\","
                        + "\"object\":\"chat.completion.chunk\",\"system_fingerprint\":null,\"choices\":[{"
                        + "\"finish_reason\":null,\"index\":0,\"delta\":{\"provider_specific_fields\":null,"
                        + "\"content\":\" %07d\",\"role\":\"assistant\",\"function_call\":null,\"tool_calls\":null,"
                        + "\"audio\":null},\"logprobs\":null}],\"provider_specific_fields\":null,\"citations\":null}",
                320, 460),
        TOOL(
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1741570283,"
                        + "\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{"
                        + "\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"%07d\"}}]},\"logprobs\":null,\"finish_reason\":null}]}",
                310, 480);

        private final String json;
        private final long mostToRead;
        private final long mostToUnderstand;

        Shape(String json, long mostToRead, long mostToUnderstand) {
            this.json = json;
            this.mostToRead = mostToRead;
            this.mostToUnderstand = mostToUnderstand;
        }

        byte[] stream() {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < CHUNKS; i++) {
                out.append("data: ").append(json.formatted(i)).append("\n\n");
            }
            return out.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsAChunkLean(Shape shape) {
        byte[] stream = shape.stream();
        assertThat(leastBytesAChunk(() -> read(stream)))
                .as("bytes to read a chunk")
                .isLessThan(shape.mostToRead);
        assertThat(leastBytesAChunk(() -> understand(stream)))
                .as("bytes to understand a chunk")
                .isLessThan(shape.mostToUnderstand);
    }

    private static long leastBytesAChunk(Runnable decode) {
        return AllocatedBytes.least(5, decode) / CHUNKS;
    }

    private void read(byte[] stream) {
        ChunkDecoder chunks = codec.chunkDecoder(StreamLimits.DEFAULT);
        int[] read = {0};
        SseDecoder events = new SseDecoder(StreamLimits.DEFAULT, payload -> {
            if (!payload.isDone() && chunks.decode(payload) instanceof CompletionChunk) {
                read[0]++;
            }
        });
        for (int at = 0; at < stream.length; at += PIECE) {
            events.feed(ByteBuffer.wrap(stream, at, Math.min(PIECE, stream.length - at)));
        }
        assertThat(read[0]).isEqualTo(CHUNKS);
    }

    private void understand(byte[] stream) {
        StreamEngine engine = new StreamEngine(
                codec.chunkDecoder(StreamLimits.DEFAULT), StreamOptions.DEFAULT, (payload, nanos) -> {}, () -> 0);
        engine.begin(sink -> new SseDecoder(StreamLimits.DEFAULT, sink));
        for (int at = 0; at < stream.length; at += PIECE) {
            engine.feed(ByteBuffer.wrap(stream, at, Math.min(PIECE, stream.length - at)));
            while (engine.poll() != null) {
                // taken
            }
        }
        engine.end();
        assertThat(engine.outcome()).isInstanceOf(Completed.class);
    }
}
