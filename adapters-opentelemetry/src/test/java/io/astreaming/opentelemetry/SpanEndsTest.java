package io.astreaming.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.Await;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Ending;
import io.astreaming.testing.Streams;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However a stream ends, it has one span, which ends too, and no thread keeps its context. */
@Timeout(60)
class SpanEndsTest {
    @RegisterExtension
    static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();
    private static final Reply STALLED =
            Reply.of(Streams.whole("Hello", "!")).afterFrame(1).stall();

    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @AfterEach
    void leavesNoContextOnAnyThread() throws Exception {
        assertThat(Context.current()).isSameAs(Context.root());
        assertThat(executor.submit(Context::current).get(30, TimeUnit.SECONDS)).isSameAs(Context.root());
        executor.shutdown();
    }

    @Test
    void ofAStreamThatIsCancelledWhileItConnects() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                JdkChatTransport transport = JdkChatTransport.builder(
                                "http://127.0.0.1:" + silent.getLocalPort() + "/v1")
                        .build()) {
            Chat chat = observed(Chat.over(transport, new JsonbChatCodec()));
            CompletableFuture<Outcome> outcome = chat.outcome(REQUEST);
            silent.accept().close();
            CompletableFuture<Outcome> another = chat.outcome(REQUEST);
            outcome.cancel(true);
            another.cancel(true);
            Await.until(() -> OTEL.getSpans().size() == 2);
        }
    }

    @Test
    void ofASubscriptionThatIsCancelledBeforeItAsksForAnything() throws Exception {
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = observed(Chats.at(server, "k"))) {
            Kept subscriber = new Kept(0);
            chat.publisher(REQUEST).subscribe(subscriber);
            assertThat(OTEL.getSpans()).isEmpty();
            subscriber.subscription().cancel();
            Await.until(() -> OTEL.getSpans().size() == 1);
            assertThat(server.requests()).isEmpty();
        }
        assertThat(outcomes()).containsExactly("cancelled");
    }

    @Test
    void ofEachSubscriptionToOnePublisher() throws Exception {
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = observed(Chats.at(server, "k"))) {
            Flow.Publisher<ChatEvent> publisher = chat.publisher(REQUEST);
            for (Kept subscriber : List.of(new Kept(Long.MAX_VALUE), new Kept(Long.MAX_VALUE))) {
                publisher.subscribe(subscriber);
                assertThat(subscriber.ended.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(outcomes()).containsExactly("completed", "completed");
    }

    @Test
    void ofAStreamWhoseExecutorRejectsIt() throws Exception {
        try (ReplayServer server =
                        ReplayServer.answering(Ending.COMPLETED.reply()).start();
                Chat chat = observed(Chats.at(server, "k"))) {
            Chat rejecting = chat.withExecutor(task -> {
                throw new RejectedExecutionException("full");
            });
            Kept subscriber = new Kept(Long.MAX_VALUE);
            rejecting.publisher(REQUEST).subscribe(subscriber);
            assertThat(subscriber.error).isInstanceOf(RejectedExecutionException.class);
        }
        assertThat(outcomes()).containsExactly("cancelled");
    }

    @Test
    void ofAStreamWhoseSubscriberThrows() throws Exception {
        try (ReplayServer server = ReplayServer.answering(STALLED).start();
                Chat chat = observed(Chats.at(server, "k"))) {
            CompletableFuture<Outcome> outcome = chat.listen(REQUEST, event -> {
                throw new IllegalStateException("no");
            });
            Await.until(outcome::isCompletedExceptionally);
            Await.until(() -> OTEL.getSpans().size() == 1);
        }
        assertThat(outcomes()).containsExactly("cancelled");
    }

    @Test
    void ofStreamsThatAreOpenWhenTheirChatIsClosed() throws Exception {
        try (ReplayServer server = ReplayServer.answering(STALLED).start()) {
            Chat chat = observed(Chats.at(server, "k"));
            try (ChatStream stream = chat.stream(REQUEST)) {
                stream.iterator().next();
                chat.close();
            }
            try (ChatStream late = chat.stream(REQUEST)) {
                assertThat(late.outcome().kind()).isEqualTo("failed");
            }
        }
        assertThat(outcomes()).containsExactly("cancelled", "failed");
    }

    private Chat observed(Chat chat) {
        return ChatTelemetry.of(OTEL.getOpenTelemetry()).observe(chat).withExecutor(executor);
    }

    private static List<String> outcomes() {
        return OTEL.getSpans().stream()
                .map(span -> span.getAttributes().get(AttributeKey.stringKey("astreaming.outcome")))
                .toList();
    }

    /** Keeps its subscription. */
    private static final class Kept implements Flow.Subscriber<ChatEvent> {
        final CountDownLatch ended = new CountDownLatch(1);
        private final List<Flow.Subscription> subscriptions = new ArrayList<>();
        private final long demand;
        volatile @Nullable Throwable error;

        Kept(long demand) {
            this.demand = demand;
        }

        Flow.Subscription subscription() {
            return subscriptions.get(0);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscriptions.add(given);
            if (demand > 0) {
                given.request(demand);
            }
        }

        @Override
        public void onNext(ChatEvent item) {}

        @Override
        public void onError(Throwable thrown) {
            error = thrown;
            ended.countDown();
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }
    }
}
