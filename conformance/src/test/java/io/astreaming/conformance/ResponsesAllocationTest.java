package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.CompletionChunk;
import io.astreaming.completion.Completed;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.json.JsonbResponsesCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import io.astreaming.testing.AllocatedBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a piece of the Responses API costs in bytes allocated, as {@link AllocationTest} measures it for chat completions. */
class ResponsesAllocationTest {
    private static final int PIECES = 2_000;
    private static final int PIECE = 8_192;

    private final JsonbResponsesCodec codec = new JsonbResponsesCodec();

    /** Pieces of items, and the most bytes one may cost: to be read, and to be understood too. */
    private enum Shape {
        TEXT("message", "output_text", "\"content_index\":0,\"logprobs\":[],", 360, 410),
        ARGUMENTS("function_call", "function_call_arguments", "", 385, 455),
        SUMMARY("reasoning", "reasoning_summary_text", "\"summary_index\":0,", 365, 420);

        private final String item;
        private final String event;
        private final String members;
        private final long mostToRead;
        private final long mostToUnderstand;

        Shape(String item, String event, String members, long mostToRead, long mostToUnderstand) {
            this.item = item;
            this.event = event;
            this.members = members;
            this.mostToRead = mostToRead;
            this.mostToUnderstand = mostToUnderstand;
        }

        /** The number and the padding change with each event, and so does the length of the padding. */
        byte[] stream() {
            StringBuilder out = new StringBuilder();
            add(
                    out,
                    "response.output_item.added",
                    "\"item\":{\"id\":\"i\",\"type\":\"" + item + "\",\"call_id\":\"c\",\"name\":\"f\"}",
                    0);
            for (int i = 1; i <= PIECES; i++) {
                String padding = "\"obfuscation\":\"" + "xX7bL2QfG0sK9aDt".substring(i % 12) + "\"";
                add(
                        out,
                        "response." + event + ".delta",
                        members + "\"item_id\":\"i\",\"delta\":\" %07d\",".formatted(i) + padding,
                        i);
            }
            add(out, "response.incomplete", "\"response\":{}", PIECES + 1);
            return out.toString().getBytes(StandardCharsets.UTF_8);
        }

        private static void add(StringBuilder out, String type, String members, int number) {
            out.append("event: ")
                    .append(type)
                    .append("\ndata: {\"type\":\"")
                    .append(type)
                    .append("\",")
                    .append(members);
            out.append(",\"output_index\":0,\"sequence_number\":")
                    .append(number)
                    .append("}\n\n");
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
        assertThat(read[0]).isEqualTo(PIECES + 2);
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
