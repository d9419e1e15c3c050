package io.astreaming.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.error.ChatException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Payload;
import io.astreaming.port.ResponseHead;
import io.astreaming.request.ChatRequest;
import io.astreaming.test.ChatCodecContract;
import io.astreaming.value.UsageNotReported;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A codec with one fault fails the test of the contract that is about it. */
@Timeout(60)
class BrokenCodecTest {
    private static final ChatCodec RIGHT = new JsonbChatCodec();

    /** The faults, by the test of the contract that must notice them. */
    private static final Map<String, ChatCodec> FAULTS = Map.ofEntries(
            Map.entry(
                    "readsTheEnvelopeTheRoleAndTheText",
                    reading((decoder, payload) -> without(decoder, payload, true))),
            Map.entry("readsReasoningAndRefusals", reading((decoder, payload) -> without(decoder, payload, true))),
            Map.entry(
                    "readsPiecesOfToolCallsAndTheFinishReason",
                    reading((decoder, payload) -> without(decoder, payload, true))),
            Map.entry("readsUsageWithItsDetails", reading((decoder, payload) -> without(decoder, payload, false))),
            Map.entry("readsAnErrorAndWhatIsNoChunkAtAll", reading((decoder, payload) -> unrecognized(payload))),
            Map.entry("readsOneStreamLikeAnotherWithOneDecoder", new Remembers()),
            Map.entry("rejectsWhatIsNoJson", reading(BrokenCodecTest::anything)),
            Map.entry("rejectsWhatIsNestedTooDeeply", reading(BrokenCodecTest::anything)),
            Map.entry("writesAChunkAsItWasRead", new WritesLines()),
            Map.entry("writesARequestForAStream", new AsksForNoStream()),
            Map.entry("readsAnErrorResponse", new ForgetsHeaders()),
            Map.entry("readsAnyErrorResponseWithoutFailing", new FailsAtErrors()));

    private static ChatCodec codec = RIGHT;

    static Set<String> tests() {
        return FAULTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void failsTheTestThatIsAboutItsFault(String test) {
        codec = FAULTS.get(test);

        assertThat(FailingTests.of(Broken.class, test)).hasSize(1);
    }

    static class Broken extends ChatCodecContract {
        @Override
        protected ChatCodec codec() {
            return codec;
        }
    }

    private static ChatCodec reading(BiFunction<ChunkDecoder, Payload, Chunk> fault) {
        return new Forwarding.Codec(RIGHT) {
            @Override
            Chunk decode(ChunkDecoder decoder, Payload payload) {
                return fault.apply(decoder, payload);
            }
        };
    }

    /** Forgets the choices or the usage. */
    private static Chunk without(ChunkDecoder decoder, Payload payload, boolean choices) {
        CompletionChunk chunk = (CompletionChunk) decoder.decode(payload);
        return new CompletionChunk(
                chunk.id(),
                chunk.object(),
                chunk.created(),
                chunk.model(),
                choices ? List.of() : chunk.choices(),
                choices ? chunk.usage() : UsageNotReported.INSTANCE,
                chunk.deviations(),
                chunk.extras());
    }

    private static Chunk unrecognized(Payload payload) {
        return new UnrecognizedChunk(new JsonText(payload.text()), Set.of());
    }

    private static Chunk anything(ChunkDecoder decoder, Payload payload) {
        try {
            return decoder.decode(payload);
        } catch (MalformedStreamException | LimitExceededException e) {
            return unrecognized(payload);
        }
    }

    private static final class Remembers extends Forwarding.Codec {
        private final Map<ChunkDecoder, Chunk> first = new IdentityHashMap<>();

        Remembers() {
            super(RIGHT);
        }

        @Override
        Chunk decode(ChunkDecoder decoder, Payload payload) {
            return first.computeIfAbsent(decoder, any -> any.decode(payload));
        }
    }

    private static final class WritesLines extends Forwarding.Codec {
        WritesLines() {
            super(RIGHT);
        }

        @Override
        public JsonText encode(Chunk chunk) {
            return new JsonText(super.encode(chunk).text().replaceFirst("\\{", "{\n"));
        }
    }

    private static final class AsksForNoStream extends Forwarding.Codec {
        AsksForNoStream() {
            super(RIGHT);
        }

        @Override
        public EncodedRequest encode(ChatRequest request) {
            return super.encode(request.toBuilder().stream(false).build());
        }
    }

    private static final class ForgetsHeaders extends Forwarding.Codec {
        ForgetsHeaders() {
            super(RIGHT);
        }

        @Override
        public ChatException decode(ResponseHead head, byte[] body) {
            return super.decode(new ResponseHead(head.status(), Map.of()), body);
        }
    }

    private static final class FailsAtErrors extends Forwarding.Codec {
        FailsAtErrors() {
            super(RIGHT);
        }

        @Override
        public ChatException decode(ResponseHead head, byte[] body) {
            if (body.length < 2) {
                throw new IllegalArgumentException("no body");
            }
            return super.decode(head, body);
        }
    }
}
