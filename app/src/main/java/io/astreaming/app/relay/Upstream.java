package io.astreaming.app.relay;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The provider. It is asked once for each stream, with the client's own bytes. */
final class Upstream implements AutoCloseable {
    private final JdkChatTransport transport;
    private final JsonbChatCodec codec = new JsonbChatCodec();
    private final boolean hasKey;

    /**
     * Creates the provider.
     *
     * @param key its key; null if clients bring their own
     * @throws IllegalArgumentException if the URL is none of http or https
     */
    Upstream(String baseUrl, @Nullable ApiKey key) {
        JdkChatTransport.Builder builder = JdkChatTransport.builder(baseUrl);
        transport = (key == null ? builder : builder.apiKey(key)).build();
        hasKey = key != null;
    }

    /**
     * Returns the answer to a request, which is sent when somebody subscribes.
     *
     * @param body the request, as the client sent it
     * @param authorization the client's header, which is sent if the relay has no key; null if there is none
     */
    Flow.Publisher<ReceivedChunk> ask(byte[] body, @Nullable String authorization) {
        ChatRequest.Builder request = ChatRequest.model("as in the body").user("as in the body");
        if (!hasKey && authorization != null) {
            request.header("Authorization", authorization);
        }
        return Chat.over(transport, new PassedBodyCodec(codec, body))
                .withRetry(RetryPolicy.NONE)
                .withExecutor(Runnable::run) // the relay's subscriber never waits
                .withoutContent()
                .receivedPublisher(request.build());
    }

    @Override
    public void close() {
        transport.close();
    }
}
