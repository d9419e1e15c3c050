package io.astreaming.request;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for a streamed chat completion. Immutable; made with {@link #model}, changed with {@link #toBuilder}.
 *
 * @param model the model that is to answer
 * @param messages the conversation so far; at least one message
 * @param parameters what else is asked for, each value of its parameter's type
 * @param extras members of the request that aren't modelled; they override those that are
 * @param headers headers that are sent with this request alone, and are no part of its JSON
 */
public record ChatRequest(
        String model, List<Message> messages, Map<Parameter<?>, Object> parameters, Extras extras, Headers headers) {
    /** Copies the collections and checks what can be checked without the provider. */
    public ChatRequest {
        Preconditions.requireNotBlank("the model's name", model);
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least one message: call user(...)");
        }
        Map<Parameter<?>, Object> checked = new LinkedHashMap<>();
        parameters.forEach((parameter, value) -> checked.put(parameter, Parameter.checked(parameter, value)));
        parameters = Collections.unmodifiableMap(checked);
        Objects.requireNonNull(extras, "extras");
        Objects.requireNonNull(headers, "headers");
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

    /** {@return a builder that holds all of this, to go on from} */
    public Builder toBuilder() {
        Builder builder = new Builder(model);
        builder.messages.addAll(messages);
        builder.parameters.putAll(parameters);
        builder.extras = extras;
        builder.headers = headers;
        return builder;
    }

    /**
     * A parameter's value.
     *
     * @param parameter which
     * @return its value; absent if it wasn't set
     * @param <T> the value's type
     */
    @SuppressWarnings("unchecked") // every value was checked against its parameter's type
    public <T> @Nullable T get(Parameter<T> parameter) {
        return (T) parameters.get(parameter);
    }

    /**
     * The same request with a default, for endpoints that want something else than others.
     *
     * @param parameter which
     * @param value its value unless one was set
     * @return a changed copy, or this
     * @param <T> the value's type
     */
    public <T> ChatRequest withDefault(Parameter<T> parameter, T value) {
        return parameters.containsKey(parameter)
                ? this
                : toBuilder().set(parameter, value).build();
    }

    /** {@return whether the answer is to be streamed: unless {@link Parameter#STREAM} is false} */
    public boolean isStreamed() {
        return !Boolean.FALSE.equals(get(Parameter.STREAM));
    }

    /** {@return whether usage is asked for: unless {@link Parameter#INCLUDE_USAGE} is false} */
    public boolean includeUsage() {
        return !Boolean.FALSE.equals(get(Parameter.INCLUDE_USAGE));
    }

    /** {@return how many choices are asked for} */
    public int n() {
        return Objects.requireNonNullElse(get(Parameter.N), 1);
    }

    /** {@return the tools that the model may call} */
    public List<ToolDefinition> tools() {
        return Objects.requireNonNullElse(get(Parameter.TOOLS), List.of());
    }

    /** {@return what the answer's text must look like; null if the request says nothing about it} */
    public @Nullable ResponseFormat responseFormat() {
        return get(Parameter.RESPONSE_FORMAT);
    }

    /** Tells of the conversation only how long it is, and of the rest what is set: prompts aren't shown. */
    @Override
    public String toString() {
        return "ChatRequest[model=" + model + ", " + messages.size() + " messages, " + parameters.keySet() + "]";
    }

    /** Makes a request step by step; every parameter can be {@linkplain #set set}. Not thread-safe. */
    public static final class Builder {
        private final List<Message> messages = new ArrayList<>();
        private final Map<Parameter<?>, Object> parameters = new LinkedHashMap<>();
        private String model;
        private Extras extras = Extras.NONE;
        private Headers headers = Headers.NONE;

        private Builder(String model) {
            this.model = Objects.requireNonNull(model, "model");
        }

        /**
         * Changes who is to answer.
         *
         * @param other the model
         * @return this builder
         */
        public Builder model(String other) {
            this.model = Objects.requireNonNull(other, "model");
            return this;
        }

        /**
         * Adds instructions.
         *
         * @param text the instructions
         * @return this builder
         */
        public Builder system(String text) {
            return message(Message.system(text));
        }

        /**
         * Adds instructions as newer OpenAI models want them.
         *
         * @param text the instructions
         * @return this builder
         */
        public Builder developer(String text) {
            return message(Message.developer(text));
        }

        /**
         * Adds what the person says.
         *
         * @param text the text
         * @return this builder
         */
        public Builder user(String text) {
            return message(Message.user(text));
        }

        /**
         * Adds what the person says and shows.
         *
         * @param parts texts, images, sounds, files
         * @return this builder
         */
        public Builder user(ContentPart... parts) {
            return message(Message.user(parts));
        }

        /**
         * Adds what the model said; as the last message, a prefill to go on from.
         *
         * @param text the text
         * @return this builder
         */
        public Builder assistant(String text) {
            return message(Message.assistant(text));
        }

        /**
         * Adds what the model answered, its calls included: its first choice, as
         * {@link AssistantMessage#of(CompletedChoice, List)} has it. A call without an id gets one that no message so far has.
         *
         * @param completion the answer
         * @return this builder
         * @throws IllegalArgumentException if the completion has no choice, or a call that didn't arrive whole
         */
        public Builder assistant(ChatCompletion completion) {
            if (completion.choices().isEmpty()) {
                throw new IllegalArgumentException("the completion has no choice to go on from");
            }
            return message(AssistantMessage.of(completion.choices().get(0), messages));
        }

        /**
         * Adds a tool's result.
         *
         * @param call the call that it answers
         * @param text the result
         * @return this builder
         * @throws IllegalArgumentException if the call has no id and isn't one of the last answer's
         */
        public Builder toolResult(ToolCall call, String text) {
            return message(ToolMessage.of(AssistantMessage.idOf(call, messages), text));
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
         * Adds messages.
         *
         * @param several the messages
         * @return this builder
         */
        public Builder messages(List<? extends Message> several) {
            several.forEach(this::message);
            return this;
        }

        /**
         * Sets how freely to choose words.
         *
         * @param value from 0 on; what is too much is for the provider to say
         * @return this builder
         */
        public Builder temperature(double value) {
            return set(Parameter.TEMPERATURE, value);
        }

        /**
         * Sets how long the answer may be ({@code max_tokens}).
         *
         * @param tokens at least 1
         * @return this builder
         */
        public Builder maxTokens(int tokens) {
            return set(Parameter.MAX_TOKENS, tokens);
        }

        /**
         * Sets whether the answer is streamed, which is the default. Otherwise its events are emitted all at once.
         *
         * @param streamed whether it is
         * @return this builder
         */
        public Builder stream(boolean streamed) {
            return set(Parameter.STREAM, streamed);
        }

        /**
         * Sets whether to ask for usage; it is asked for by default.
         *
         * @param include whether to
         * @return this builder
         */
        public Builder includeUsage(boolean include) {
            return set(Parameter.INCLUDE_USAGE, include);
        }

        /**
         * Adds a tool that the model may call.
         *
         * @param tool the tool
         * @return this builder
         */
        public Builder tool(ToolDefinition tool) {
            List<ToolDefinition> tools = new ArrayList<>();
            if (parameters.get(Parameter.TOOLS) instanceof List<?> before) {
                before.forEach(each -> tools.add((ToolDefinition) each));
            }
            tools.add(tool);
            return set(Parameter.TOOLS, tools);
        }

        /**
         * Sets which tools the model calls.
         *
         * @param choice which
         * @return this builder
         */
        public Builder toolChoice(ToolChoice choice) {
            return set(Parameter.TOOL_CHOICE, choice);
        }

        /**
         * Sets what the answer's text has to look like.
         *
         * @param format the form
         * @return this builder
         */
        public Builder responseFormat(ResponseFormat format) {
            return set(Parameter.RESPONSE_FORMAT, format);
        }

        /**
         * Sets a parameter.
         *
         * @param parameter which
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException if no provider could take the value
         * @param <T> the value's type
         */
        public <T> Builder set(Parameter<T> parameter, T value) {
            parameters.put(parameter, Parameter.checked(parameter, value));
            return this;
        }

        /**
         * Sets a parameter that is a number, so that {@code set(TOP_P, 1)} may be said.
         *
         * @param parameter which
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException if no provider could take the value
         */
        public Builder set(Parameter<Double> parameter, double value) {
            return set(parameter, Double.valueOf(value));
        }

        /**
         * Sets a parameter that is a large whole number, so that {@code set(SEED, 7)} may be said.
         *
         * @param parameter which
         * @param value its value
         * @return this builder
         */
        public Builder set(Parameter<Long> parameter, long value) {
            return set(parameter, Long.valueOf(value));
        }

        /**
         * Takes a parameter back; the provider's default holds again.
         *
         * @param parameter which
         * @return this builder
         */
        public Builder unset(Parameter<?> parameter) {
            parameters.remove(parameter);
            return this;
        }

        /**
         * Adds a member of the request that isn't modelled, or overrides one that is.
         *
         * @param name the member's name on the wire
         * @param value its value; {@link JsonText#ABSENT} to leave the member out
         * @return this builder
         * @throws IllegalArgumentException if the value isn't JSON
         */
        public Builder extra(String name, JsonText value) {
            extras = Preconditions.extra(extras, name, value);
            return this;
        }

        /**
         * Sends a header with this request alone, with each of its attempts: a trace context, a tenant, an idempotency key. It
         * replaces any of the same name that the transport sends. Its value is treated as a secret, and is no part of the JSON.
         *
         * @param name the header's name, in any case
         * @param value its value: printable ASCII
         * @return this builder
         * @throws IllegalArgumentException if {@link Headers#with(String, String)} refuses it; the message has no value
         */
        public Builder header(String name, String value) {
            headers = headers.with(name, value);
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         * @throws IllegalArgumentException if something is missing or can't be
         */
        public ChatRequest build() {
            return new ChatRequest(model, messages, parameters, extras, headers);
        }
    }
}
