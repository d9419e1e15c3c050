package io.astreaming.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Chunk;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkspacePoolTest {
    private final WorkspacePool workspaces = new WorkspacePool();

    @Test
    void lendsAWorkspaceToOneAtATime() {
        Workspace first = workspaces.take(StreamLimits.DEFAULT);
        Workspace second = workspaces.take(StreamLimits.DEFAULT);
        assertThat(second).isNotSameAs(first);

        workspaces.give(first);

        assertThat(workspaces.take(StreamLimits.DEFAULT)).isSameAs(first);
        assertThat(workspaces.take(StreamLimits.DEFAULT)).isNotSameAs(first);
    }

    @Test
    void lendsNoneThatWasMadeForOtherLimits() {
        Workspace deep = workspaces.take(StreamLimits.DEFAULT);
        workspaces.give(deep);

        StreamLimits shallow = StreamLimits.DEFAULT
                .withEventBytes(4_096)
                .withNestingDepth(5)
                .withNumberLength(64)
                .withTotalText(10_000)
                .withChoices(16)
                .withToolCalls(16)
                .withDistinctExtras(32)
                .withErrorBodyBytes(1_024);

        assertThat(workspaces.take(shallow).limits).isEqualTo(shallow);
    }

    @Test
    void keepsStreamsApartThatAreReadInTurn() {
        JsonbChatCodec codec = new JsonbChatCodec();
        List<Chunk> inTurn = new ArrayList<>();
        List<Chunk> alone = new ArrayList<>();
        ChunkDecoder first = codec.chunkDecoder(StreamLimits.DEFAULT);
        ChunkDecoder second = codec.chunkDecoder(StreamLimits.DEFAULT);
        for (int i = 0; i < 20; i++) {
            for (String stream : List.of("one", "two")) {
                ChunkDecoder decoder = stream.equals("one") ? first : second;
                Payload payload = payload(stream, i);
                inTurn.add(decoder.decode(payload));
                decoder.pause();
                alone.add(
                        new JsonbChatCodec().chunkDecoder(StreamLimits.DEFAULT).decode(payload));
            }
        }

        assertThat(inTurn).isEqualTo(alone);
    }

    private static Payload payload(String stream, int i) {
        return Payload.of(
                "{\"id\":\"%s\",\"of\":{\"%s\":%d},\"choices\":[{\"index\":0,\"delta\":{\"%s\":1,\"content\":\"%s %d\"}}]}"
                        .formatted(stream, stream, i / 7, stream, stream, i));
    }
}
