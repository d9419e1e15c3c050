package io.astreaming.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Chunk;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.Truncated;
import io.astreaming.error.DeviationException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.TruncatedException;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.stream.Script;
import io.astreaming.value.Deviation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a stream's last words say about its end, and what its end lets go. */
class LastWordsTest {
    private final List<String> traced = new ArrayList<>();
    private final Decoder decoder = new Decoder();
    private StreamEngine engine;
    private PayloadSink sink;

    LastWordsTest() {
        begin(StreamOptions.DEFAULT);
    }

    private LastWordsTest begin(StreamOptions options) {
        engine = new StreamEngine(decoder, options, (payload, nanos) -> traced.add(payload.text()), () -> 7L);
        engine.begin(told -> {
            sink = told;
            return new Silent();
        });
        return this;
    }

    @Test
    void wordsInPlaceOfAnAnswerAreTheProvidersError() {
        sink.words(payload("Service Unavailable"));
        assertThat(end().error())
                .isInstanceOfSatisfying(
                        ProviderFailedException.class,
                        e -> assertThat(e.detail().message()).isEqualTo("Service Unavailable"));
    }

    @Test
    void quotesTheBeginningOfWhatWasSaidBehindACutAnswer() {
        read("t:a", "t:b");
        sink.words(payload("not now " + "x".repeat(1_000)));
        Outcome outcome = end();
        assertThat(outcome).isInstanceOf(Truncated.class);
        assertThat(outcome.error())
                .hasMessageContaining("(after 2 chunks); the last words were: not now " + "x".repeat(292))
                .hasMessageNotContaining("x".repeat(293));
    }

    @Test
    void quotesNothingWhereNothingWasSaid() {
        read("t:a");
        assertThat(end().error())
                .isInstanceOf(TruncatedException.class)
                .hasMessageStartingWith("the stream ended before")
                .hasMessageEndingWith("(after 1 chunks)");
    }

    @Test
    void quotesAnUnknownFieldByItsName() {
        read("t:a");
        sink.unknownField("message", payload("no\nluck"));
        sink.unknownField("", payload("at all"));
        assertThat(end().error()).hasMessageEndingWith("; the last words were: message: no luck at all");
        assertThat(engine.outcome().completion().deviations()).isEqualTo(Map.of(Deviation.UNKNOWN_FIELD, 2L));
    }

    @Test
    void keepsAndCountsAHeartbeatButQuotesNone() {
        read("t:a");
        sink.words(payload(" : ping all"));
        sink.words(payload(" "));
        assertThat(end().error()).hasMessageEndingWith("chunks)");
        assertThat(engine.outcome().completion().deviations()).isEqualTo(Map.of(Deviation.HEARTBEAT_AS_DATA, 1L));
        assertThat(traced).containsExactly("t:a", " : ping all");
    }

    @Test
    void forgetsWordsBeforeAChunk() {
        sink.words(payload("please wait"));
        read("t:a", "[DONE]");
        assertThat(end()).isInstanceOf(Completed.class);
    }

    @Test
    void aMarkOfTheEndBehindWordsEndsNoAnswer() {
        read("t:a");
        sink.words(payload("not now"));
        sink.payload(payload("[DONE]"));
        assertThat(end()).isInstanceOf(Truncated.class);
        assertThat(engine.outcome().error()).hasMessageNotContaining("the stream ended before");
    }

    @Test
    void aMarkOfTheEndBehindOneWordEndsTheAnswer() {
        read("t:a");
        sink.words(payload("ping"));
        sink.payload(payload("[DONE]"));
        assertThat(end()).isInstanceOf(Completed.class);
    }

    @Test
    void afterACallThatWentOnOnlyTheMarkSaysThatTheAnswerIsWhole() {
        read("tool:0;a;f;{", "f:tool_calls", "tool:0;;;}");
        assertThat(end()).isInstanceOf(Truncated.class);

        LastWordsTest marked = new LastWordsTest();
        marked.read("tool:0;a;f;{", "f:tool_calls", "tool:0;;;}", "[DONE]");
        assertThat(marked.end()).isInstanceOf(Completed.class);

        LastWordsTest finished = new LastWordsTest();
        finished.read("tool:0;a;f;{", "tool:0;;;}", "f:tool_calls");
        assertThat(finished.end()).isInstanceOf(Completed.class);
    }

    @Test
    void anAnswerInOnePieceIsNoDepartureWhereItWasAskedFor() {
        begin(StreamOptions.DEFAULT.withOnePieceExpected(true));
        sink.deviation(Deviation.JSON_BODY);
        read("t:a", "f:stop");
        assertThat(end().completion().deviations()).isEmpty();

        LastWordsTest unasked = new LastWordsTest();
        unasked.sink.deviation(Deviation.JSON_BODY);
        unasked.read("t:a", "f:stop");
        assertThat(unasked.end().completion().deviations()).containsOnlyKeys(Deviation.JSON_BODY);
    }

    @Test
    void aDepartureThatIsSeenAtTheEndFailsAWholeAnswerAndLeavesACutOneCut() {
        StreamOptions failing = StreamOptions.DEFAULT.failOn(Set.of(Deviation.TOOL_CALL_EMPTY));
        begin(failing);
        read("t:a", "tool:0;;;", "f:stop", "[DONE]");
        assertThat(end()).isInstanceOf(Failed.class);
        assertThat(engine.outcome().error()).isInstanceOf(DeviationException.class);
        assertThat(engine.outcome().completion().text()).isEqualTo("a");

        LastWordsTest cut = new LastWordsTest().begin(failing);
        cut.read("t:a", "tool:0;;;");
        assertThat(cut.end()).isInstanceOf(Truncated.class);
    }

    @Test
    void tellsTheReaderOfChunksThatThereIsNoOther() {
        read("t:a");
        end();
        assertThat(decoder.pauses).isEqualTo(1);
    }

    private Outcome end() {
        engine.end();
        return engine.outcome();
    }

    private void read(String... payloads) {
        for (String text : payloads) {
            sink.payload(payload(text));
        }
    }

    private static Payload payload(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Payload(bytes, 0, bytes.length, Payload.MESSAGE, 0, 0);
    }

    /** Reads the toy wire and counts pauses. */
    private static final class Decoder implements ChunkDecoder {
        private int pauses;

        @Override
        public Chunk decode(Payload payload) {
            return Script.decode(payload);
        }

        @Override
        public void pause() {
            pauses++;
        }
    }

    /** Tells nothing of itself: the tests speak in its place. */
    private static final class Silent implements PayloadDecoder {
        @Override
        public void feed(ByteBuffer bytes) {}

        @Override
        public void end() {}
    }
}
