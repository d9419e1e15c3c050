package io.astreaming.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Payload;
import io.astreaming.port.PayloadSink;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a decoder keeps in its buffer between two pieces, and what it doesn't. */
class SseBufferTest {
    private final SseLog log = new SseLog();
    private final SseDecoder decoder = new SseDecoder(StreamLimits.DEFAULT, log);

    @Test
    void givesItsBufferBackOnceNothingIsLeftOver() {
        BufferPool.acquire();
        feed(": lent\n");
        assertThat(new String(BufferPool.acquire(), 0, 6, UTF_8)).isEqualTo(": lent");
        assertThat(BufferPool.acquire()).isEqualTo(new byte[BufferPool.CAPACITY]);
    }

    @Test
    void lendsBuffersToEveryThread() throws InterruptedException {
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < 40; i++) {
            Thread thread = new Thread(() -> {
                new SseDecoder(StreamLimits.DEFAULT, payload -> served.incrementAndGet())
                        .feed(ByteBuffer.wrap("data: a\n\n".getBytes(UTF_8)));
            });
            thread.start();
            thread.join(10_000);
        }
        assertThat(served).hasValue(40);
    }

    @Test
    void keepsItsBufferWhileAnEventIsPending() {
        BufferPool.acquire();
        feed("data: kept\n");
        assertThat(BufferPool.acquire()).isEqualTo(new byte[BufferPool.CAPACITY]);
    }

    @Test
    void tellsACutEventOnceHoweverOftenTheStreamEnds() {
        feed("data: a\nerror: b");
        decoder.end();
        decoder.end();
        assertThat(log.lines).containsExactly("field error=b", "unterminated message: a");
    }

    @Test
    void readsNothingThatAnotherStreamLeftInTheBuffer() {
        feed(":" + " ".repeat(100) + "\n");
        log.lines.clear();
        SseDecoder next = new SseDecoder(StreamLimits.DEFAULT, log);
        next.feed(ByteBuffer.wrap("data:".getBytes(UTF_8)));
        next.end();
        assertThat(log.lines).containsExactly("unterminated message: ");
    }

    @Test
    void movesAPendingEventToTheFrontOfAFullBufferWhole() {
        String first = "a".repeat(1_000);
        String second = "b".repeat(7_500);
        feed(": a comment, so that the event doesn't begin at the front of the buffer\ndata: " + first + "\ndata: "
                + second + "\n\ndata: next\n\n");
        assertThat(log.lines).hasSize(3).endsWith("message: " + first + "\n" + second, "message: next");
    }

    @Test
    void staysWithOneBufferAsLongAsEventsAreSmall() {
        List<byte[]> buffers = new ArrayList<>();
        SseDecoder small = new SseDecoder(StreamLimits.DEFAULT, payload -> {
            if (buffers.stream().noneMatch(known -> known == payload.array())) {
                buffers.add(payload.array());
            }
        });
        String event = ": " + "c".repeat(1_000) + "\ndata: " + "a".repeat(1_000) + "\n\n";
        small.feed(ByteBuffer.wrap((event.repeat(100) + "data: ").getBytes(UTF_8)));
        assertThat(buffers).hasSize(1);
        assertThat(buffers.get(0)).hasSize(BufferPool.CAPACITY);
    }

    @Test
    void tellsWhereCommentsAndUnknownFieldsStand() {
        String input = "data: a\n\n: note\nother: x\n\n";
        List<Long> places = new ArrayList<>();
        new SseDecoder(StreamLimits.DEFAULT, new PayloadSink() {
                    @Override
                    public void payload(Payload payload) {
                        places.add(payload.position());
                    }

                    @Override
                    public void unterminated(Payload payload) {
                        throw new AssertionError("nothing is cut");
                    }

                    @Override
                    public void comment(Payload text) {
                        places.add(text.position());
                        assertThat(text.length()).isEqualTo(" note".length());
                    }

                    @Override
                    public void unknownField(String name, Payload value) {
                        places.add(value.position());
                        assertThat(value.length()).isEqualTo(1);
                    }

                    @Override
                    public void deviation(Deviation deviation) {
                        throw new AssertionError("nothing is odd");
                    }
                })
                .feed(ByteBuffer.wrap(input.getBytes(UTF_8)));
        assertThat(places).containsExactly((long) input.indexOf("a\n"), (long) input.indexOf(" note"), (long)
                input.indexOf("x\n"));
    }

    private void feed(String bytes) {
        decoder.feed(ByteBuffer.wrap(bytes.getBytes(UTF_8)));
    }
}
