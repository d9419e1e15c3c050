package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.CompletionChunk;
import io.astreaming.completion.Completed;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.json.JsonbMessagesCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import io.astreaming.testing.AllocatedBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a piece of a message costs in bytes allocated, as {@link AllocationTest} measures it for chat completions. */
class MessagesAllocationTest {
    private static final int PIECES = 2_000;
    private static final int PIECE = 8_192;

    private final JsonbMessagesCodec codec = new JsonbMessagesCodec();

    /** Pieces of blocks, and the most bytes one may cost: to be read, and to be understood too. */
    private enum Shape {
        TEXT("{\"type\":\"text\",\"text\":\"\"}", "{\"type\":\"text_delta\",\"text\":\" %07d\"}", 380, 450),
        THINKING(
                "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
                "{\"type\":\"thinking_delta\",\"thinking\":\" %07d\"}",
                380,
                450),
        INPUT(
                "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}",
                "{\"type\":\"input_json_delta\",\"partial_json\":\" %07d\"}",
                380,
                450);

        private final String block;
        private final String delta;
        private final long mostToRead;
        private final long mostToUnderstand;

        Shape(String block, String delta, long mostToRead, long mostToUnderstand) {
            this.block = block;
            this.delta = delta;
            this.mostToRead = mostToRead;
            this.mostToUnderstand = mostToUnderstand;
        }

        /** Every other event is padded, and so is every recorded one of some models. */
        byte[] stream() {
            StringBuilder out = new StringBuilder();
            add(out, "content_block_start", ",\"content_block\":" + block + "}");
            for (int i = 0; i < PIECES; i++) {
                add(out, "content_block_delta", ",\"delta\":" + delta.formatted(i) + " ".repeat(i % 16) + "}");
            }
            add(out, "content_block_stop", "}");
            add(out, "message_delta", ",\"delta\":{\"stop_reason\":\"max_tokens\"}}");
            add(out, "message_stop", "}");
            return out.toString().getBytes(StandardCharsets.UTF_8);
        }

        private static void add(StringBuilder out, String type, String rest) {
            out.append("event: ").append(type).append("\ndata: {\"type\":\"").append(type);
            out.append("\",\"index\":0").append(rest).append("\n\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsAPieceLean(Shape shape) {
        byte[] stream = shape.stream();
        assertThat(leastBytesAPiece(() -> read(stream)))
                .as("bytes to read a piece")
                .isLessThan(shape.mostToRead);
        assertThat(leastBytesAPiece(() -> understand(stream)))
                .as("bytes to understand a piece")
                .isLessThan(shape.mostToUnderstand);
    }

    private static long leastBytesAPiece(Runnable decode) {
        return AllocatedBytes.least(5, decode) / PIECES;
    }

    private void read(byte[] stream) {
        ChunkDecoder chunks = codec.chunkDecoder(StreamLimits.DEFAULT);
        int[] read = {0};
        SseDecoder events = new SseDecoder(StreamLimits.DEFAULT, payload -> {
            if (chunks.decode(payload) instanceof CompletionChunk) {
                read[0]++;
            }
        });
        for (int at = 0; at < stream.length; at += PIECE) {
            events.feed(ByteBuffer.wrap(stream, at, Math.min(PIECE, stream.length - at)));
        }
        assertThat(read[0]).isEqualTo(PIECES + 4);
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
