package io.astreaming.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.Protocols;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.value.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream on its way to any subscriber. */
@Timeout(60)
class LiveStreamTest {
    @Test
    void givesTheSubscriptionBeforeTheFirstLineAndThatBeforeAnyChunk() throws Exception {
        Told told = new Told();
        try (ReplayServer provider =
                        ReplayServer.serving(Recording.ofText("hello")).start();
                LiveSource source = LiveSource.endpoint(
                        "provider",
                        "m",
                        Protocol.CHAT_COMPLETIONS,
                        () -> Chat.over(
                                JdkChatTransport.to(provider.baseUri().toString()),
                                Protocols.codec(Protocol.CHAT_COMPLETIONS)))) {
            ChatRequest request = ChatRequest.model("m").user("Hi").build();
            new LiveStream(source, request, new LiveStreams()).subscribe(told);

            assertThat(told.completed.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(told.calls.get(0)).isEqualTo("onSubscribe");
        assertThat(told.calls.get(1)).startsWith("{\"begin\":");
        assertThat(told.calls.subList(2, told.calls.size() - 1))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"chunk\""));
        assertThat(told.calls.get(told.calls.size() - 1)).startsWith("{\"end\":");
    }

    /** Notes what it is told, and wants all. */
    private static final class Told implements Flow.Subscriber<ByteBuffer> {
        private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch completed = new CountDownLatch(1);

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            calls.add("onSubscribe");
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer line) {
            calls.add(StandardCharsets.UTF_8.decode(line).toString());
        }

        @Override
        public void onError(Throwable problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void onComplete() {
            completed.countDown();
        }
    }
}
