package io.astreaming.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.error.ChatException;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;

/** Any payload is a chunk or a clean error, and what is written of a chunk reads as the same chunk. */
class ChunkFuzzTest {
    private static final JsonbChatCodec CODEC = new JsonbChatCodec();

    @FuzzTest
    void readsAnyPayloadAndWritesChunksThatReadTheSame(byte[] bytes) {
        Chunk chunk;
        try {
            chunk = decode(new Payload(bytes, 0, bytes.length, Payload.MESSAGE, 0, 0));
        } catch (ChatException e) {
            return;
        }
        if (chunk instanceof CompletionChunk first && first.deviations().isEmpty()) {
            JsonText written = CODEC.encode(chunk);
            assertThat(CODEC.encode(decode(Payload.of(written.text())))).isEqualTo(written);
        }
    }

    private static Chunk decode(Payload payload) {
        return CODEC.chunkDecoder(StreamLimits.DEFAULT).decode(payload);
    }
}
