package io.astreaming.testing;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.ReplayServer;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import java.time.Duration;

/** Chats with a server of a test. */
public final class Chats {
    private Chats() {}

    /** A chat that sends a key, and no request twice. */
    public static Chat at(ReplayServer server, String key) {
        return Chat.over(JdkChatTransport.to(server.baseUri().toString(), ApiKey.of(key)), new JsonbChatCodec())
                .withRetry(RetryPolicy.NONE);
    }

    /** The same for a server that ends its streams in a certain way: a stream that stalls is given up soon. */
    public static Chat at(ReplayServer server, String key, Ending ending) {
        Chat chat = at(server, key);
        return ending == Ending.TIMED_OUT
                ? chat.withTimeouts(StreamTimeouts.DEFAULT.withIdle(Duration.ofMillis(300)))
                : chat;
    }
}
