package io.astreaming.failover;

import io.astreaming.client.CallFactory;
import io.astreaming.client.ChatSettings;
import io.astreaming.client.StreamCall;
import io.astreaming.client.StreamRedactor;
import io.astreaming.dispatch.Endpoint;
import io.astreaming.dispatch.EndpointPolicy;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.StreamListener;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates calls of several endpoints. Thread-safe. */
public final class FailoverCalls implements CallFactory {
    private final List<Endpoint> endpoints;
    private final EndpointPolicy policy;

    /** Rejects a list that is empty or has two endpoints of the same name. */
    public FailoverCalls(List<Endpoint> endpoints, EndpointPolicy policy) {
        this.endpoints = List.copyOf(endpoints);
        this.policy = Objects.requireNonNull(policy, "policy");
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("at least one endpoint is needed");
        }
        Set<String> names = new HashSet<>();
        for (Endpoint endpoint : endpoints) {
            if (!names.add(endpoint.name())) {
                throw new IllegalArgumentException("there are two endpoints of the name " + endpoint.name());
            }
        }
    }

    /** What all attempts of one stream share; prepared on the caller's own thread. */
    record Asked(ChatRequest request, StreamListener listener, TraceSink trace, StreamRedactor secrets) {}

    @Override
    public Function<Runnable, StreamCall> prepare(ChatRequest request, ChatSettings settings) {
        ChatRequest customized = settings.customized(request);
        StreamRedactor secrets = new StreamRedactor(transports(), customized.headers());
        TraceSink trace = settings.trace(customized, secrets);
        Asked asked = new Asked(customized, settings.listener(customized), trace, secrets);
        return wakeReader -> new FailoverCall(endpoints, policy, settings, asked, wakeReader);
    }

    private List<ChatTransport> transports() {
        return endpoints.stream().map(Endpoint::transport).distinct().toList();
    }

    @Override
    public @Nullable String endpoint() {
        return endpoints.size() == 1 ? endpoints.get(0).transport().endpoint() : null;
    }

    @Override
    public void close() {
        RuntimeException first = null;
        for (ChatTransport transport : transports()) {
            try {
                transport.close();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
