package io.astreaming.spring;

import io.astreaming.request.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * Starts requests with the model and the parameters of the configuration: {@code astreaming.model} and
 * {@code astreaming.defaults}. What the caller sets on the builder replaces them. Immutable and thread-safe.
 */
public final class ChatRequests {
    private final String prefix;
    private final @Nullable String model;
    private final RequestDefaults defaults;

    ChatRequests(String prefix, EndpointProperties properties) {
        this.prefix = prefix;
        this.model = properties.model();
        this.defaults = properties.defaults();
        defaults.addTo(ChatRequest.model("any"), prefix); // a wrong parameter shows now, not with the first request
    }

    /**
     * Starts a request to the configured model.
     *
     * @return a builder that has the model and the parameters
     * @throws IllegalStateException if no model is configured; the message names the property
     */
    public ChatRequest.Builder builder() {
        if (model == null) {
            throw new IllegalStateException("no model: set " + prefix + "model, or name one with builder(model)");
        }
        return builder(model);
    }

    /**
     * Starts a request to another model.
     *
     * @param other the model's name
     * @return a builder that has this model and the configured parameters
     */
    public ChatRequest.Builder builder(String other) {
        return defaults.addTo(ChatRequest.model(other), prefix);
    }
}
