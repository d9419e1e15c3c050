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
 * A request for a chat completion. Immutable and thread-safe; {@link #model} begins a new one, {@link #toBuilder} a
 * changed copy.
 *
 * @param model the name of the model
 * @param messages the conversation so far; at least one message
 * @param parameters the value of each parameter that is set, of the parameter's type
 * @param extras members of the request that aren't modelled; they override those that are
 * @param headers headers that are sent with this request alone; they aren't part of its JSON
 */
public record ChatRequest(
        String model, List<Message> messages, Map<Parameter<?>, Object> parameters, Extras extras, Headers headers) {
    /** Copies the collections and rejects values that no provider could accept. */
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
     * @param model the name of the model
     * @return a builder
     */
    public static Builder model(String model) {
        return new Builder(model);
    }

    /** {@return a builder with everything that this request holds} */
    public Builder toBuilder() {
        Builder builder = new Builder(model);
        builder.messages.addAll(messages);
        builder.parameters.putAll(parameters);
        builder.extras = extras;
        builder.headers = headers;
        return builder;
    }

    /**
     * Returns a parameter's value.
     *
     * @param parameter the parameter
     * @return its value; null if it isn't set
     * @param <T> the value's type
     */
    @SuppressWarnings("unchecked") // every value was checked against its parameter's type
    public <T> @Nullable T get(Parameter<T> parameter) {
        return (T) parameters.get(parameter);
    }

    /**
     * Returns a copy with a parameter set unless it is set already, for endpoints that require it.
     *
     * @param parameter the parameter
     * @param value its value unless one is set
     * @return a changed copy, or this request
     * @param <T> the value's type
     */
    public <T> ChatRequest withDefault(Parameter<T> parameter, T value) {
        return parameters.containsKey(parameter)
                ? this
                : toBuilder().set(parameter, value).build();
    }

    /** {@return whether the answer is streamed; true unless {@link Parameter#STREAM} is false} */
    public boolean isStreamed() {
        return !Boolean.FALSE.equals(get(Parameter.STREAM));
    }

    /** {@return whether usage is requested; true unless {@link Parameter#INCLUDE_USAGE} is false} */
    public boolean includeUsage() {
        return !Boolean.FALSE.equals(get(Parameter.INCLUDE_USAGE));
    }

    /** {@return how many choices are requested} */
    public int n() {
        return Objects.requireNonNullElse(get(Parameter.N), 1);
    }

    /** {@return the tools that the model may call} */
    public List<ToolDefinition> tools() {
        return Objects.requireNonNullElse(get(Parameter.TOOLS), List.of());
    }

    /** {@return the format of the answer's text; null if it isn't set} */
    public @Nullable ResponseFormat responseFormat() {
        return get(Parameter.RESPONSE_FORMAT);
    }

    /** Shows the number of messages and the names of the parameters, never prompts. */
    @Override
    public String toString() {
        return "ChatRequest[model=" + model + ", " + messages.size() + " messages, " + parameters.keySet() + "]";
    }

    /** Builds a request; {@link #set} sets any parameter. Not thread-safe. */
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
         * Changes the model.
         *
         * @param other the name of the model
         * @return this builder
         */
        public Builder model(String other) {
            this.model = Objects.requireNonNull(other, "model");
            return this;
        }

        /**
         * Adds instructions of the application.
         *
         * @param text the instructions
         * @return this builder
         */
        public Builder system(String text) {
            return message(Message.system(text));
        }

        /**
         * Adds instructions of the application as newer OpenAI models expect them.
         *
         * @param text the instructions
         * @return this builder
         */
        public Builder developer(String text) {
            return message(Message.developer(text));
        }

        /**
         * Adds a text of the user.
         *
         * @param text the text
         * @return this builder
         */
        public Builder user(String text) {
            return message(Message.user(text));
        }

        /**
         * Adds content of the user.
         *
         * @param parts texts, images, sounds, files
         * @return this builder
         */
        public Builder user(ContentPart... parts) {
            return message(Message.user(parts));
        }

        /**
         * Adds a text of the model; as the last message it is a prefill, which the model continues.
         *
         * @param text the text
         * @return this builder
         */
        public Builder assistant(String text) {
            return message(Message.assistant(text));
        }

        /**
         * Adds the first choice of an answer with its tool calls, as {@link AssistantMessage#of(CompletedChoice, List)}
         * does. A call without an id gets one that no earlier message has.
         *
         * @param completion the answer
         * @return this builder
         * @throws IllegalArgumentException if the completion has no choice, or a call that didn't arrive whole
         */
        public Builder assistant(ChatCompletion completion) {
            return message(AssistantMessage.of(completion, messages));
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
         * Sets how random the choice of words is.
         *
         * @param value at least 0; most providers accept up to 1 or 2
         * @return this builder
         */
        public Builder temperature(double value) {
            return set(Parameter.TEMPERATURE, value);
        }

        /**
         * Sets the maximum length of the answer ({@code max_tokens}).
         *
         * @param tokens at least 1
         * @return this builder
         */
        public Builder maxTokens(int tokens) {
            return set(Parameter.MAX_TOKENS, tokens);
        }

        /**
         * Sets whether the answer is streamed; true by default.
         *
         * @param streamed whether the answer is streamed
         * @return this builder
         */
        public Builder stream(boolean streamed) {
            return set(Parameter.STREAM, streamed);
        }

        /**
         * Sets whether usage is requested; true by default.
         *
         * @param include whether usage is requested
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
         * @param choice the choice
         * @return this builder
         */
        public Builder toolChoice(ToolChoice choice) {
            return set(Parameter.TOOL_CHOICE, choice);
        }

        /**
         * Sets the format of the answer's text.
         *
         * @param format the format
         * @return this builder
         */
        public Builder responseFormat(ResponseFormat format) {
            return set(Parameter.RESPONSE_FORMAT, format);
        }

        /**
         * Sets a parameter.
         *
         * @param parameter the parameter
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException if no provider could accept the value
         * @param <T> the value's type
         */
        public <T> Builder set(Parameter<T> parameter, T value) {
            parameters.put(parameter, Parameter.checked(parameter, value));
            return this;
        }

        /**
         * Sets a parameter that is a number, so that {@code set(TOP_P, 1)} compiles.
         *
         * @param parameter the parameter
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException if no provider could accept the value
         */
        public Builder set(Parameter<Double> parameter, double value) {
            return set(parameter, Double.valueOf(value));
        }

        /**
         * Sets a parameter that is a long integer, so that {@code set(SEED, 7)} compiles.
         *
         * @param parameter the parameter
         * @param value its value
         * @return this builder
         */
        public Builder set(Parameter<Long> parameter, long value) {
            return set(parameter, Long.valueOf(value));
        }

        /**
         * Removes a parameter, so that the provider's default applies.
         *
         * @param parameter the parameter
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
         * Adds a header that is sent with each attempt of this request, such as a tenant or an idempotency key. It
         * replaces the transport's header of the same name. Its value is treated as a secret and isn't part of the
         * JSON.
         *
         * @param name the header's name, in any case
         * @param value its value: printable ASCII
         * @return this builder
         * @throws IllegalArgumentException if {@link Headers#with(String, String)} rejects it; the message doesn't show
         *     the value
         */
        public Builder header(String name, String value) {
            headers = headers.with(name, value);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if a message is missing or the model's name is blank
         */
        public ChatRequest build() {
            return new ChatRequest(model, messages, parameters, extras, headers);
        }
    }
}
