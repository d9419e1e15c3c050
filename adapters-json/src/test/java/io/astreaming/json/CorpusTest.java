package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorpusTest {
    private final JsonbChatCodec codec = new JsonbChatCodec();

    @Test
    void readsEveryRecordedPayloadAndWritesItAgainAsItWas() {
        int completions = 0;
        for (Path stream : Corpus.streams()) {
            ChunkDecoder decoder = codec.chunkDecoder(StreamLimits.DEFAULT);
            for (Payload payload : Corpus.payloads(stream)) {
                Chunk chunk = decoder.decode(payload);
                JsonText written = codec.encode(chunk);
                assertThat(JsonTree.of(written.text()))
                        .as("%s, %s", stream.getFileName(), payload)
                        .isEqualTo(JsonTree.of(payload.text()));
                Chunk again = codec.chunkDecoder(StreamLimits.DEFAULT).decode(Payload.of(written.text()));
                assertThat(codec.encode(again)).isEqualTo(written);
                completions += chunk instanceof CompletionChunk ? 1 : 0;
            }
        }
        assertThat(completions).isGreaterThan(10_000);
    }

    @Test
    void findsNothingOddButWhatIs() {
        Set<Deviation> expected = EnumSet.of(Deviation.CONTENT_NOT_A_STRING);
        for (Path stream : Corpus.streams()) {
            ChunkDecoder decoder = codec.chunkDecoder(StreamLimits.DEFAULT);
            for (Payload payload : Corpus.payloads(stream)) {
                assertThat(expected)
                        .as("%s", stream.getFileName())
                        .containsAll(decoder.decode(payload).deviations());
            }
        }
    }

    @Test
    void knowsChunksFromErrorsAndFromWhatIsNeither() {
        int errors = 0;
        int unrecognized = 0;
        for (Path stream : Corpus.streams()) {
            ChunkDecoder decoder = codec.chunkDecoder(StreamLimits.DEFAULT);
            for (Payload payload : Corpus.payloads(stream)) {
                Chunk chunk = decoder.decode(payload);
                if (chunk instanceof ProviderError error) {
                    errors++;
                    assertThat(error.error().message()).as("%s", stream).isNotEmpty();
                } else if (chunk instanceof UnrecognizedChunk) {
                    unrecognized++;
                    assertThat(stream.getFileName().toString()).containsAnyOf("sap-orchestration", "ping");
                }
            }
        }
        assertThat(errors).isEqualTo(5);
        assertThat(unrecognized).isEqualTo(22);
    }
}
