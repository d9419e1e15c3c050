package io.astreaming.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.astreaming.error.ConnectionException;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hand-over against a client that does exactly what it is asked for. */
@Timeout(60)
class ResponseReceiverTest {
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Runnable> later = new ArrayList<>();
    private final ResponseReceiver body = new ResponseReceiver(
            new ExceptionMapper(Endpoint.of("http://host/v1"), Duration.ofSeconds(1)),
            later::add,
            calls::incrementAndGet);
    private final Client client = new Client();

    @Test
    void asksForOneListAtATimeAndForTheFirstWhenTheReaderComes() {
        body.onSubscribe(client);
        assertThat(client.requested).isZero();

        client.sends(List.of(bytes("a"), bytes(""), bytes("b")));
        client.sends(List.of(bytes("c")));
        assertThat(text(body.read())).isEqualTo("a");
        assertThat(text(body.read())).isEqualTo("b");
        assertThat(text(body.read())).isEqualTo("c");
        assertThat(body.read().hasRemaining()).isFalse();
        assertThat(client.requested).isEqualTo(3);
    }

    @Test
    void asksForMoreWhileTheReaderIsBusyUntilThereIsEnough() {
        body.onSubscribe(client);
        for (int kibibytes : List.of(1, 40, 23, 1, 1)) {
            client.sends(List.of(ByteBuffer.allocate(kibibytes << 10)));
        }
        body.read();

        assertThat(client.requested).as("64 KiB are enough").isEqualTo(3);
        for (int i = 0; i < 2; i++) {
            assertThat(body.read().hasRemaining()).isTrue();
            assertThat(client.requested).as("not before all is taken").isEqualTo(3);
        }
        assertThat(body.read().hasRemaining()).isTrue();
        assertThat(client.requested).isEqualTo(6);
    }

    @Test
    void hasEnoughOfManySmallBuffersSooner() {
        body.onSubscribe(client);
        for (int i = 0; i < 2_000; i++) {
            client.sends(List.of(bytes("a")));
        }

        body.read();

        assertThat(client.requested).isBetween(900L, 1_100L);
    }

    @Test
    void goesOnWhenAListHoldsNothing() {
        body.onSubscribe(client);
        client.sends(List.of(bytes("")));
        client.sends(List.of());
        client.sends(List.of(bytes("a")));

        assertThat(text(body.read())).isEqualTo("a");
    }

    @Test
    void asksAClientThatComesLaterThanTheReader() {
        assertThat(body.read().hasRemaining()).isFalse();
        assertThat(body.read().hasRemaining()).isFalse();

        client.sends(List.of(bytes("a")));
        body.onSubscribe(client);

        assertThat(client.requested).as("the list, and the next").isEqualTo(2);
        assertThat(calls).hasValue(1);
        assertThat(text(body.read())).isEqualTo("a");
    }

    @Test
    void callsAReaderWhoFoundNothingOnceForAllThatCame() {
        body.onSubscribe(client);
        assertThat(body.read().hasRemaining()).isFalse();

        body.onNext(List.of(bytes("a"), bytes("b")));

        assertThat(calls).hasValue(1);
        assertThat(text(body.read())).isEqualTo("a");
        assertThat(text(body.read())).isEqualTo("b");
        assertThat(calls).hasValue(1);
    }

    @Test
    void callsNobodyForWhatComesAtOnce() {
        body.onSubscribe(client);
        client.sends(List.of(bytes("a")));

        assertThat(text(body.read())).isEqualTo("a");
        assertThat(calls).hasValue(0);
    }

    @Test
    void callsNobodyForAListThatHoldsNothing() {
        body.onSubscribe(client);
        body.read();

        body.onNext(List.of());

        assertThat(calls).hasValue(0);
        assertThat(client.requested).isEqualTo(2);
    }

    @Test
    void callsForTheHeadAndForTheEnd() {
        assertThat(body.head()).isNull();

        body.apply(new Head(200));
        assertThat(calls).hasValue(1);
        assertThat(body.head().status()).isEqualTo(200);

        body.onSubscribe(client);
        body.onComplete();
        assertThat(calls).hasValue(2);
        assertThat(body.read()).isNull();
    }

    @Test
    void callsAReaderWhoIsBusyWhenItIsCancelled() {
        body.onSubscribe(client);
        client.sends(List.of(bytes("a")));
        body.read();

        body.cancel();
        body.cancel();

        assertThat(calls).hasValue(1);
        assertThatExceptionOfType(ConnectionException.class).isThrownBy(body::read);
    }

    @Test
    void isGivenUpOnlyIfItIsCancelledBeforeThereIsAResponse() {
        assertThat(body.isCancelledEarly()).isFalse();
        body.cancel();
        assertThat(body.isCancelledEarly()).isTrue();

        body.apply(new Head(200));
        assertThat(body.isCancelledEarly())
                .as("the subscription ends what has begun")
                .isFalse();
    }

    @Test
    void isNotGivenUpBecauseTheClientFailed() {
        body.onError(new EOFException());
        assertThat(body.isCancelledEarly()).isFalse();
    }

    @Test
    void failsForAHeadThatWillNotCome() {
        body.onError(new EOFException());

        assertThat(calls).hasValue(1);
        assertThatExceptionOfType(ConnectionException.class).isThrownBy(body::head);
    }

    @Test
    void bringsWhatCameBeforeAFailureFirst() {
        body.onSubscribe(client);
        client.onRequest = () -> {
            client.onRequest = () -> {};
            body.onNext(List.of(bytes("a"), bytes("b")));
            body.onError(new EOFException());
            body.onError(new IllegalStateException("the first counts"));
            body.onComplete();
        };

        assertThat(text(body.read())).isEqualTo("a");
        assertThat(text(body.read())).isEqualTo("b");
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(body::read)
                .withCauseInstanceOf(EOFException.class);
    }

    @Test
    void cancelsAClientThatComesTooLate() {
        body.cancel();
        body.onSubscribe(client);

        assertThat(client.cancelled).isTrue();
        assertThat(client.requested).isZero();
    }

    @Test
    void keepsToItsFirstClient() {
        body.onSubscribe(client);
        Client second = new Client();
        body.onSubscribe(second);

        assertThat(second.cancelled).isTrue();
        assertThat(second.requested).isZero();
        client.sends(List.of(bytes("a")));
        assertThat(text(body.read())).isEqualTo("a");
        body.cancel();
        assertThat(client.cancelled).isTrue();
    }

    @Test
    void dropsTheRestWhenCancelled() {
        body.onSubscribe(client);
        client.sends(List.of(bytes("a"), bytes("b")));
        body.read();

        body.cancel();

        assertThat(client.cancelled).isTrue();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(body::read)
                .withMessageContaining("cancelled");
    }

    @Test
    void takesAShortRestWhenReleased() {
        body.apply(new Head(200));
        body.onSubscribe(client);
        assertThat(body.release()).isTrue();

        for (int i = 0; i < 8; i++) {
            assertThat(client.requested).isEqualTo(i + 1);
            body.onNext(List.of(bytes("x".repeat(1024))));
        }
        assertThat(client.cancelled).isFalse();
        body.onNext(List.of(bytes("x")));
        assertThat(client.cancelled).isTrue();
    }

    @Test
    void waitsForARestOnlyForAWhile() {
        body.apply(new Head(200));
        body.onSubscribe(client);
        assertThat(body.release()).isTrue();
        assertThat(client.cancelled).isFalse();

        assertThat(later).hasSize(1);
        later.get(0).run();

        assertThat(client.cancelled).isTrue();
        assertThat(body.isOver()).isTrue();
    }

    @Test
    void takesAShortRestThatBeginsAfterTheRelease() {
        body.apply(new Head(200));
        assertThat(body.release()).isTrue();
        client.onRequest = body::onComplete;

        body.onSubscribe(client);

        assertThat(body.isOver()).isTrue();
        assertThat(client.cancelled).isFalse();
    }

    @Test
    void endsWellWhenTheRestComesInTime() {
        body.apply(new Head(200));
        body.onSubscribe(client);
        client.onRequest = body::onComplete;

        assertThat(body.release()).isTrue();

        assertThat(later).isEmpty();
        assertThat(body.isOver()).isTrue();
        assertThat(client.cancelled).isFalse();
    }

    @Test
    void cannotWaitForTheRestOfNothing() {
        assertThat(body.release()).isFalse();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    private static String text(ByteBuffer bytes) {
        return US_ASCII.decode(bytes).toString();
    }

    private final class Client implements Subscription {
        private final Deque<List<ByteBuffer>> lists = new ArrayDeque<>();
        private long requested;
        private boolean cancelled;
        private Runnable onRequest = () -> {};

        /** Answers each request at once, as long as there are lists. */
        void sends(List<ByteBuffer> list) {
            lists.add(list);
            onRequest = () -> {
                if (!lists.isEmpty()) {
                    body.onNext(lists.poll());
                }
            };
        }

        @Override
        public void request(long n) {
            requested += n;
            onRequest.run();
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
