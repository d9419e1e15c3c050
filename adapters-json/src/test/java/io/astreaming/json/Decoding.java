package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.ProviderError;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short words for tests: every chunk that is read here is also written, and has to be the same again. */
public final class Decoding {
    public static final JsonbChatCodec CODEC = new JsonbChatCodec();

    private Decoding() {}

    public static Chunk read(String json) {
        Chunk chunk = CODEC.chunkDecoder(StreamLimits.DEFAULT).decode(Payload.of(json));
        assertThat(JsonTree.of(CODEC.encode(chunk).text())).isEqualTo(JsonTree.of(json));
        return chunk;
    }

    public static CompletionChunk completion(String json) {
        return (CompletionChunk) read(json);
    }

    /** Reads a chunk with one choice. */
    public static Choice choice(String json) {
        return completion("{\"choices\":[" + json + "]}").choices().get(0);
    }

    /** Reads a delta object. */
    public static List<Delta> deltas(String json) {
        return choice("{\"index\":0,\"delta\":" + json + "}").deltas();
    }

    public static ProviderError errorEvent(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return (ProviderError)
                CODEC.chunkDecoder(StreamLimits.DEFAULT).decode(new Payload(bytes, 0, bytes.length, "error", 3, 40));
    }
}
