package io.astreaming.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.CompletionChunk;
import io.astreaming.json.chunk.ReferenceChunkReader;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import jakarta.json.spi.JsonProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chunks of one stream share the values that stay the same, whichever reader reads them. */
class SharedValuesTest {
    /** The fast reader leaves payloads with a byte order mark to the reference reading. */
    private static final String MARK = "\uFEFF";

    private final StreamLimits limits = StreamLimits.DEFAULT;
    private final FastChunkDecoder decoder = new FastChunkDecoder(
            new ReferenceChunkReader(JsonProvider.provider().createParserFactory(Map.of()), limits),
            limits,
            new WorkspacePool());

    @Test
    void sharesAFastChunksValuesWithAChunkOfTheReferenceReading() {
        CompletionChunk fast = read("", "a", "one");
        CompletionChunk reference = read(MARK, "a", "two");

        assertThat(reference.id()).isSameAs(fast.id());
    }

    @Test
    void sharesAReferenceChunksValuesWithTheNextFastChunk() {
        read("", "a", "one");
        CompletionChunk reference = read(MARK, "b", "two");
        CompletionChunk fast = read("", "b", "three");

        assertThat(fast.id()).isSameAs(reference.id());
    }

    @Test
    void keepsNothingOfALongPayload() {
        CompletionChunk first = read("", "a", "one");
        CompletionChunk longOne = read("", "b", "x".repeat(20_000));
        CompletionChunk last = read(MARK, "a", "two");

        assertThat(longOne.id()).isEqualTo("b");
        assertThat(last.id()).isSameAs(first.id());
    }

    private CompletionChunk read(String mark, String id, String content) {
        return (CompletionChunk) decoder.decode(Payload.of(mark + "{\"id\":\"" + id
                + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content
                + "\"}}]}"));
    }
}
