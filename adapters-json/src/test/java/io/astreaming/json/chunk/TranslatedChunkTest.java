package io.astreaming.json.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Protocol;
import io.astreaming.value.UsageNotReported;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Chunks of other protocols, written as chat completions. */
class TranslatedChunkTest {
    @Test
    void writesWhatChatCompletionsHaveAPlaceForAndLeavesItemsOut() {
        CompletionChunk chunk = new CompletionChunk(
                "resp_1",
                Protocol.RESPONSES.word(),
                1L,
                "m",
                List.of(new OpenChoice(
                        0,
                        List.of(
                                new ItemDelta(Protocol.RESPONSES, 0, "message", null),
                                new ContentDelta("Hi"),
                                new ItemDelta(Protocol.RESPONSES, 0, "message", new JsonText("{}"))),
                        null,
                        Extras.NONE,
                        Extras.NONE)),
                UsageNotReported.INSTANCE,
                Set.of(),
                Extras.NONE);
        assertThat(new JsonbChatCodec().encode(chunk).text())
                .isEqualTo("{\"id\":\"resp_1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}");
    }
}
