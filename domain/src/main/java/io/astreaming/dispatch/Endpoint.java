package io.astreaming.dispatch;

import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.request.ChatRequest;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One of the endpoints of a chat: how to reach it, which protocol it speaks, and what to change in requests for it.
 * Immutable and thread-safe.
 *
 * @param name the endpoint's name, for listeners, metrics and spans: short, and no secret
 * @param transport sends requests to the endpoint and receives its responses
 * @param codec reads and writes the endpoint's JSON
 * @param customizer changes each request for this endpoint, after the chat's customizer
 */
public record Endpoint(String name, ChatTransport transport, ChatCodec codec, UnaryOperator<ChatRequest> customizer) {
    /** Rejects nulls and a blank name. */
    public Endpoint {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(customizer, "customizer");
        if (name.isBlank()) {
            throw new IllegalArgumentException("an endpoint needs a name");
        }
    }

    /**
     * Creates an endpoint that is sent requests as they are.
     *
     * @param name the endpoint's name
     * @param transport sends requests to the endpoint and receives its responses
     * @param codec reads and writes the endpoint's JSON
     * @return the endpoint
     */
    public static Endpoint of(String name, ChatTransport transport, ChatCodec codec) {
        return new Endpoint(name, transport, codec, UnaryOperator.identity());
    }

    /**
     * Returns a copy that asks for another model than the request does, since endpoints name the same model differently.
     *
     * @param model the model's name at this endpoint
     * @return a changed copy
     */
    public Endpoint withModel(String model) {
        Objects.requireNonNull(model, "model");
        return withCustomizer(request -> request.toBuilder().model(model).build());
    }

    /**
     * Returns a copy that changes requests for this endpoint, in addition to the changes so far.
     *
     * @param change changes each request
     * @return a changed copy
     */
    public Endpoint withCustomizer(UnaryOperator<ChatRequest> change) {
        Objects.requireNonNull(change, "change");
        return new Endpoint(name, transport, codec, request -> change.apply(customizer.apply(request)));
    }

    /** Shows the name. */
    @Override
    public String toString() {
        return "Endpoint[" + name + "]";
    }
}
