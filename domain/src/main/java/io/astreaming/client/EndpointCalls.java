package io.astreaming.client;

import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.request.ChatRequest;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates calls of one endpoint. Thread-safe. */
public record EndpointCalls(ChatTransport transport, ChatCodec codec) implements CallFactory {
    public EndpointCalls {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(codec, "codec");
    }

    @Override
    public Function<Runnable, StreamCall> prepare(ChatRequest request, ChatSettings settings) {
        PreparedRequest prepared = settings.prepare(request, transport, codec);
        return wakeReader -> new EndpointCall(
                prepared, transport, codec, settings, settings.scheduler().nanoTime(), wakeReader);
    }

    @Override
    public @Nullable String endpoint() {
        return transport.endpoint();
    }

    @Override
    public void close() {
        transport.close();
    }
}
