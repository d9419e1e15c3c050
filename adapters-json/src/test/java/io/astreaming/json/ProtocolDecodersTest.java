package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.ProviderError;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the decoders of the Responses and the Messages API have in common, single quotes for double ones. */
class ProtocolDecodersTest {
    private enum Api {
        RESPONSES(
                "{'type':'response.output_text.delta','sequence_number':%d,'output_index':0,'delta':'a'}",
                "{'type':'response.completed','sequence_number':4}") {
            @Override
            ChunkDecoder decoder() {
                return new JsonbResponsesCodec().chunkDecoder(StreamLimits.DEFAULT);
            }
        },
        MESSAGES(
                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'a'},'n':%d}",
                "{'type':'message_stop'}") {
            @Override
            ChunkDecoder decoder() {
                return new JsonbMessagesCodec().chunkDecoder(StreamLimits.DEFAULT);
            }
        };

        private final String piece;
        private final String end;

        Api(String piece, String end) {
            this.piece = piece;
            this.end = end;
        }

        abstract ChunkDecoder decoder();

        Payload piece(int number) {
            return payload("message", piece.formatted(number));
        }
    }

    private static Payload payload(String event, String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new Payload(bytes, 0, bytes.length, event, 7, 0);
    }

    private static boolean begins(Chunk chunk) {
        return ((CompletionChunk) chunk).choices().get(0).deltas().size() > 1;
    }

    @ParameterizedTest
    @EnumSource
    void tryAPayloadWithoutRememberingIt(Api api) {
        ChunkDecoder decoder = api.decoder();
        assertThat(decoder.canDecode(api.piece(0))).isTrue();
        assertThat(begins(decoder.decode(api.piece(0))))
                .as("the first of its item")
                .isTrue();
        decoder.pause();
        CompletionChunk second = (CompletionChunk) decoder.decode(api.piece(1));
        assertThat(second.choices().get(0).deltas()).containsExactly(new ContentDelta("a"));
        assertThat(second.deviations()).isEmpty();
        assertThat(decoder.canDecode(payload("message", "{'type':"))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void takeAnErrorThatIsNoJsonForOneInItsEventAlone(Api api) {
        ChunkDecoder decoder = api.decoder();
        Payload text = payload("error", "upstream timed out");
        assertThat(decoder.canDecode(text)).isTrue();
        assertThat(decoder.decode(text))
                .isInstanceOfSatisfying(
                        ProviderError.class,
                        error -> assertThat(error.error().message()).contains("upstream timed out"));
        Payload other = payload("message", "upstream timed out");
        assertThatThrownBy(() -> decoder.decode(other)).isInstanceOf(MalformedStreamException.class);
    }

    @ParameterizedTest
    @EnumSource
    void endWithTheEventOfTheirProtocol(Api api) {
        ChunkDecoder decoder = api.decoder();
        decoder.decode(api.piece(3));
        assertThat(decoder.hasEnded()).isFalse();
        decoder.decode(payload("message", api.end));
        assertThat(decoder.hasEnded()).isTrue();
        assertThat(decoder.isEndedByDone()).isFalse();
        assertThat(decoder.marksEnd()).isTrue();
    }

    @Test
    void tellTheNumberOfTheLastEvent() {
        ChunkDecoder decoder = Api.RESPONSES.decoder();
        decoder.decode(Api.RESPONSES.piece(3));
        decoder.decode(Api.RESPONSES.piece(4));
        assertThat(decoder.streamExtras().members()).containsEntry("sequence_number", new JsonText("4"));
        assertThat(Api.MESSAGES.decoder().streamExtras().isEmpty()).isTrue();
    }
}
