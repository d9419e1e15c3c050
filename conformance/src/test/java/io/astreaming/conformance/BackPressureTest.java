package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that never stops, and a reader who takes his time: the provider has to wait, whichever face is read. */
@Timeout(60)
class BackPressureTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();

    /** The kernel's buffers on both sides, and what the client holds ready. */
    private static final long WINDOW = 16 << 20;

    private final Firehose provider = new Firehose();
    private final JdkChatTransport transport =
            JdkChatTransport.to(provider.baseUri().toString());
    private final CompletableFuture<Outcome> ended = new CompletableFuture<>();
    private final Chat chat = Chat.over(transport, new JsonbChatCodec()).withListener(request -> new StreamListener() {
        @Override
        public void ended(Outcome outcome, Timeline timeline) {
            ended.complete(outcome);
        }
    });

    BackPressureTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        transport.close();
        provider.close();
    }

    @Test
    void aSubscriberThatAsksForLittleSlowsTheProvider() throws Exception {
        Thrifty subscriber = new Thrifty();
        chat.publisher(REQUEST).subscribe(subscriber);
        subscriber.take(10);
        long stuck = provider.sentWhenStuck();
        assertThat(stuck).isLessThan(WINDOW);

        subscriber.take(200_000); // 50 MB of text
        assertThat(provider.sentWhenStuck()).isGreaterThan(stuck).isLessThan(200_000 * 400 + WINDOW);

        subscriber.subscription.cancel();
        provider.gone().get(20, TimeUnit.SECONDS);
        assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(Cancelled.class);
    }

    @Test
    void aListenerThatIsBusySlowsTheProvider() throws Exception {
        Semaphore permits = new Semaphore(10);
        CompletableFuture<Outcome> outcome = chat.listen(REQUEST, event -> permits.acquireUninterruptibly());
        assertThat(provider.sentWhenStuck()).isLessThan(WINDOW);

        outcome.cancel(true);
        permits.release(1 << 20);
        provider.gone().get(20, TimeUnit.SECONDS);
        assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(Cancelled.class);
    }

    @Test
    void aReaderThatDawdlesSlowsTheProvider() throws Exception {
        try (ChatStream stream = chat.stream(REQUEST)) {
            Iterator<ChatEvent> events = stream.iterator();
            for (int i = 0; i < 10; i++) {
                events.next();
            }
            assertThat(provider.sentWhenStuck()).isLessThan(WINDOW);
        }
        provider.gone().get(20, TimeUnit.SECONDS);
        assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(Cancelled.class);
    }

    /** Asks for as many as it is told to, and tells when they are here. */
    private static final class Thrifty implements Flow.Subscriber<ChatEvent> {
        private final Semaphore arrived = new Semaphore(0);
        private volatile Flow.Subscription subscription;

        void take(int count) throws InterruptedException {
            subscription.request(count);
            assertThat(arrived.tryAcquire(count, 30, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void onSubscribe(Flow.Subscription ours) {
            subscription = ours;
        }

        @Override
        public void onNext(ChatEvent event) {
            arrived.release();
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }
}
