package io.astreaming.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.astreaming.error.ConnectionException;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hand-over against a client that does exactly what it is asked for. */
@Timeout(60)
class BodyHandoverTest {
    private final BodyHandover body =
            new BodyHandover(new Failures(Endpoint.of("http://host/v1"), Duration.ofSeconds(1)), Duration.ofMinutes(1));
    private final Client client = new Client();

    @Test
    void asksForOneListAndOnlyWhenTheReaderHasNone() throws Exception {
        body.onSubscribe(client);
        assertThat(client.requested).isZero();

        client.onRequest = () -> body.onNext(List.of(bytes("a"), bytes(""), bytes("b")));
        assertThat(text(body.next())).isEqualTo("a");
        assertThat(text(body.next())).isEqualTo("b");
        assertThat(client.requested).isEqualTo(1);

        client.onRequest = () -> body.onNext(List.of(bytes("c")));
        assertThat(text(body.next())).isEqualTo("c");
        assertThat(client.requested).isEqualTo(2);
    }

    @Test
    void goesOnWhenAListHoldsNothing() throws Exception {
        body.onSubscribe(client);
        client.onRequest = () -> {
            client.onRequest = () -> body.onNext(List.of(bytes("a")));
            body.onNext(List.of(bytes("")));
        };

        assertThat(text(body.next())).isEqualTo("a");
    }

    @Test
    void asksAClientThatComesLaterThanTheReader() throws Exception {
        CompletableFuture<String> read = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                read.complete(text(body.next()));
            } catch (InterruptedException e) {
                read.completeExceptionally(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        client.onRequest = () -> body.onNext(List.of(bytes("a")));
        body.onSubscribe(client);

        assertThat(read).succeedsWithin(30, SECONDS).isEqualTo("a");
    }

    @Test
    void bringsWhatCameBeforeAFailureFirst() throws Exception {
        body.onSubscribe(client);
        client.onRequest = () -> {
            body.onNext(List.of(bytes("a"), bytes("b")));
            body.onError(new EOFException());
            body.onError(new IllegalStateException("the first counts"));
            body.onComplete();
        };

        assertThat(text(body.next())).isEqualTo("a");
        assertThat(text(body.next())).isEqualTo("b");
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(body::next)
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
    void dropsTheRestWhenCancelled() throws Exception {
        body.onSubscribe(client);
        client.onRequest = () -> body.onNext(List.of(bytes("a"), bytes("b")));
        body.next();

        body.cancel();

        assertThat(client.cancelled).isTrue();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(body::next)
                .withMessageContaining("cancelled");
    }

    @Test
    void takesAShortRestWhenReleased() {
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
    void endsWellWhenTheRestComesInTime() {
        body.onSubscribe(client);
        client.onRequest = body::onComplete;

        assertThat(body.release()).isTrue();

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

    private static final class Client implements Subscription {
        private long requested;
        private boolean cancelled;
        private Runnable onRequest = () -> {};

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
