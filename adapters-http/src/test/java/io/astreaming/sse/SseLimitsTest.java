package io.astreaming.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;
import io.astreaming.settings.StreamLimits;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseLimitsTest {
    private static final StreamLimits TEN = events(10);

    @Test
    void takesALineOfTheLimit() {
        everyWay("data: 1234\n\n", 10, "message: 1234");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: 12345\n\n", "data: 12345", ": 123456789\n", "12345678901", "id: 12345678\n"})
    void refusesALongerLineOfAnyKindWhereverItIsCut(String input) {
        assertExceeds(input, StreamLimit.LINE_BYTES, "event #0, byte 0");
    }

    @Test
    void takesAnEventOfTheLimit() {
        everyWay("data: 123\ndata: 456\ndata: 89\n\n", 10, "message: 123\n456\n89");
    }

    @Test
    void refusesALongerEventWhereverItIsCut() {
        assertExceeds("data: 123\ndata: 456\ndata: 890\n\n", StreamLimit.EVENT_BYTES, "event #0, byte 20");
        assertExceeds("data: 123\ndata: 456\ndata: 890", StreamLimit.EVENT_BYTES, "event #0, byte 20");
    }

    @Test
    void countsEmptyDataLines() {
        assertExceeds("data\n".repeat(12) + "\n", StreamLimit.EVENT_BYTES, "event #0, byte 55");
    }

    @Test
    void countsAnewForEachEvent() {
        everyWay(
                "data: 1\n\n: 12345\n".repeat(3),
                10,
                "message: 1",
                "comment: 12345",
                "message: 1",
                "comment: 12345",
                "message: 1",
                "comment: 12345");
    }

    @Test
    void namesTheLimitAndThePlace() {
        assertExceeds("data: 1\n\ndata: 12345\n\n", StreamLimit.LINE_BYTES, "event #1, byte 9");
    }

    @Test
    void keepsNoMoreThanALineAndAnEventOfAnEndlessStream() {
        AtomicLong largest = new AtomicLong();
        SseDecoder decoder = new SseDecoder(events(1 << 20), new ArraySizes(largest));
        byte[] noise = (": " + "x".repeat(4_000) + "\nfoo: bar\nid: 1\nevent: e\n").getBytes(UTF_8);

        // Data, then comments for ever: what lies between the data lines of one event must not pile up.
        decoder.feed(ByteBuffer.wrap("data: a\n".getBytes(UTF_8)));
        for (int i = 0; i < 10_000; i++) {
            decoder.feed(ByteBuffer.wrap(noise));
        }
        decoder.feed(ByteBuffer.wrap("data: b\n\n".getBytes(UTF_8)));

        assertThat(largest).hasValueLessThanOrEqualTo(16 << 10);
    }

    @Test
    void givesTheMemoryOfALargeEventBack() {
        AtomicLong size = new AtomicLong();
        SseDecoder decoder = new SseDecoder(StreamLimits.DEFAULT, payload -> size.set(payload.array().length));

        decoder.feed(ByteBuffer.wrap(("data: " + "x".repeat(5 << 20) + "\n\n").getBytes(UTF_8)));
        assertThat(size).hasValueBetween(5L << 20, 20L << 20);
        decoder.feed(ByteBuffer.wrap("data: x\n\n".getBytes(UTF_8)));

        assertThat(size).hasValueLessThanOrEqualTo(64 << 10);
    }

    @Test
    void boundsTheNameOfAnUnknownField() {
        assertThat(SseLog.of(("x".repeat(1_000) + ": y\n").getBytes(UTF_8)))
                .containsExactly("field " + "x".repeat(64) + "=y");
    }

    private static void everyWay(String input, int limit, String... expected) {
        Pieces.everyWay(input.getBytes(UTF_8))
                .forEach(pieces -> assertThat(SseLog.of(events(limit), pieces)).containsExactly(expected));
    }

    private static void assertExceeds(String input, StreamLimit limit, String place) {
        Pieces.everyWay(input.getBytes(UTF_8))
                .forEach(pieces -> assertThatExceptionOfType(LimitExceededException.class)
                        .isThrownBy(() -> SseLog.of(TEN, pieces))
                        .withMessageContaining("more than 10 bytes")
                        .withMessageContaining(place)
                        .returns(limit, LimitExceededException::limit));
    }

    private static StreamLimits events(int bytes) {
        return StreamLimits.DEFAULT
                .withEventBytes(bytes)
                .withTotalText(1_000)
                .withChoices(10)
                .withToolCalls(10)
                .withDistinctExtras(10)
                .withErrorBodyBytes(1_000);
    }

    /** Remembers the largest buffer that it was shown. */
    private record ArraySizes(AtomicLong largest) implements PayloadSink {
        @Override
        public void payload(Payload payload) {
            see(payload);
        }

        @Override
        public void comment(Payload text) {
            see(text);
        }

        private void see(Payload payload) {
            largest.accumulateAndGet(payload.array().length, Math::max);
        }
    }
}
