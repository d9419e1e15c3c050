package io.astreaming.request;

import io.astreaming.chunk.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for a streamed chat completion. Immutable; made with {@link #model}.
 *
 * @param model the model that is to answer
 * @param messages the conversation so far; at least one message
 * @param temperature how freely to choose words, as the provider defines it; its default if absent
 * @param maxTokens at most so many tokens of answer ({@code max_tokens}); the provider's default if absent
 * @param includeUsage whether to ask for usage at the end ({@code stream_options.include_usage}). Most providers report none
 *     unless asked; a few refuse the question
 * @param extras further members of the request, for what isn't modelled and for gateways
 */
public record ChatRequest(
        String model,
        List<Message> messages,
        @Nullable Double temperature,
        @Nullable Integer maxTokens,
        boolean includeUsage,
        Map<String, JsonText> extras) {
    /** Copies the collections and checks what can be checked without the provider. */
    public ChatRequest {
        if (model.isBlank()) {
            throw new IllegalArgumentException("the model's name is blank");
        }
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least one message: call user(...)");
        }
        if (temperature != null && (temperature.isNaN() || temperature.isInfinite() || temperature < 0)) {
            throw new IllegalArgumentException("the temperature must be a number from 0 on, not " + temperature);
        }
        if (maxTokens != null && maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1, not " + maxTokens);
        }
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    /**
     * Begins a request.
     *
     * @param model the model that is to answer
     * @return a builder
     */
    public static Builder model(String model) {
        return new Builder(model);
    }

    /** Tells of the conversation only how long it is: prompts are nobody's business. */
    @Override
    public String toString() {
        return "ChatRequest[model=" + model + ", " + messages.size() + " messages]";
    }

    /** Makes a request step by step. Not thread-safe. */
    public static final class Builder {
        private final String model;
        private final List<Message> messages = new ArrayList<>();
        private final Map<String, JsonText> extras = new LinkedHashMap<>();
        private @Nullable Double temperature;
        private @Nullable Integer maxTokens;
        private boolean includeUsage = true;

        private Builder(String model) {
            this.model = Objects.requireNonNull(model, "model");
        }

        /**
         * Adds instructions.
         *
         * @param text the instructions
         * @return this builder
         */
        public Builder system(String text) {
            return message(new SystemMessage(text));
        }

        /**
         * Adds what the person says.
         *
         * @param text the text
         * @return this builder
         */
        public Builder user(String text) {
            return message(new UserMessage(text));
        }

        /**
         * Adds what the model said; as the last message, a prefill to go on from.
         *
         * @param text the text
         * @return this builder
         */
        public Builder assistant(String text) {
            return message(new AssistantMessage(text));
        }

        /**
         * Adds a message.
         *
         * @param message the message
         * @return this builder
         */
        public Builder message(Message message) {
            messages.add(Objects.requireNonNull(message, "message"));
            return this;
        }

        /**
         * Sets how freely to choose words.
         *
         * @param value from 0 on; what is too much is for the provider to say
         * @return this builder
         */
        public Builder temperature(double value) {
            this.temperature = value;
            return this;
        }

        /**
         * Sets how long the answer may be.
         *
         * @param tokens at least 1
         * @return this builder
         */
        public Builder maxTokens(int tokens) {
            this.maxTokens = tokens;
            return this;
        }

        /**
         * Sets whether to ask for usage; it is asked for by default.
         *
         * @param include whether to
         * @return this builder
         */
        public Builder includeUsage(boolean include) {
            this.includeUsage = include;
            return this;
        }

        /**
         * Adds a member of the request that isn't modelled.
         *
         * @param name the member's name
         * @param value its value
         * @return this builder
         */
        public Builder extra(String name, JsonText value) {
            extras.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         * @throws IllegalArgumentException if something is missing or can't be
         */
        public ChatRequest build() {
            return new ChatRequest(model, messages, temperature, maxTokens, includeUsage, extras);
        }
    }
}
