package io.astreaming.testing;

import io.astreaming.completion.Outcome;
import io.astreaming.dispatch.ConcurrencyLimiter;
import io.astreaming.dispatch.Endpoint;
import io.astreaming.dispatch.EndpointPolicy;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Chats with a server of a test. */
public final class Chats {
    private Chats() {}

    /** A chat that sends a key, and no request twice. */
    public static Chat at(ReplayServer server, String key) {
        return Chat.over(JdkChatTransport.to(server.baseUri().toString(), ApiKey.of(key)), new JsonbChatCodec())
                .withRetry(RetryPolicy.NONE);
    }

    /** A chat with several servers, asked in their order. */
    public static Chat over(ReplayServer... servers) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (ReplayServer server : servers) {
            ChatTransport transport = JdkChatTransport.to(server.baseUri().toString());
            endpoints.add(Endpoint.of("endpoint-" + (endpoints.size() + 1), transport, new JsonbChatCodec()));
        }
        return Chat.over(endpoints, EndpointPolicy.ordered(Duration.ofMinutes(1)));
    }

    /** Reads a stream that first has to wait until another one has ended. */
    public static Outcome waitAndRead(Chat chat, ChatRequest request) throws Exception {
        ConcurrencyLimiter limiter = ConcurrencyLimiter.of(1, 1, Duration.ofMinutes(1));
        ConcurrencyLimiter.Turn other = limiter.enter(() -> {});
        CompletableFuture<Outcome> outcome =
                chat.withConcurrencyLimiter(limiter).outcome(request);
        Await.until(() -> limiter.queuedStreams() == 1);
        other.leave();
        return outcome.get(10, TimeUnit.SECONDS);
    }

    /** A chat for a server that ends its streams in a certain way: a stream that stalls is given up soon. */
    public static Chat at(ReplayServer server, String key, Ending ending) {
        Chat chat = at(server, key);
        return ending == Ending.TIMED_OUT
                ? chat.withTimeouts(StreamTimeouts.DEFAULT.withIdle(Duration.ofMillis(300)))
                : chat;
    }
}
