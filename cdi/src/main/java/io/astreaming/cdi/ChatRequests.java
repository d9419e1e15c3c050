package io.astreaming.cdi;

import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts requests with the model and the parameters of the configuration: {@code astreaming.model} and
 * {@code astreaming.defaults}. What the caller sets on the builder replaces them. Immutable and thread-safe.
 */
public final class ChatRequests {
    /** The parameters that have a property, and how its value is read. */
    private static final Map<Parameter<?>, Function<String, ?>> DEFAULTS = Map.ofEntries(
            Map.entry(Parameter.TEMPERATURE, Double::valueOf),
            Map.entry(Parameter.TOP_P, Double::valueOf),
            Map.entry(Parameter.FREQUENCY_PENALTY, Double::valueOf),
            Map.entry(Parameter.PRESENCE_PENALTY, Double::valueOf),
            Map.entry(Parameter.SEED, Long::valueOf),
            Map.entry(Parameter.MAX_TOKENS, Integer::valueOf),
            Map.entry(Parameter.MAX_COMPLETION_TOKENS, Integer::valueOf),
            Map.entry(Parameter.REASONING_EFFORT, text -> text),
            Map.entry(Parameter.VERBOSITY, text -> text),
            Map.entry(Parameter.PARALLEL_TOOL_CALLS, EndpointConfig::parseBoolean),
            Map.entry(Parameter.SERVICE_TIER, text -> text),
            Map.entry(Parameter.STORE, EndpointConfig::parseBoolean),
            Map.entry(Parameter.USER, text -> text),
            Map.entry(Parameter.SAFETY_IDENTIFIER, text -> text),
            Map.entry(Parameter.PROMPT_CACHE_KEY, text -> text),
            Map.entry(Parameter.INCLUDE_USAGE, EndpointConfig::parseBoolean),
            Map.entry(Parameter.INCLUDE_OBFUSCATION, EndpointConfig::parseBoolean));

    private final EndpointConfig config;
    private final @Nullable String model;

    ChatRequests(EndpointConfig config) {
        this.config = config;
        this.model = config.text("model");
        var unused = builder("any"); // a wrong parameter shows now, not with the first request
    }

    /**
     * Starts a request to the configured model.
     *
     * @return a builder that has the model and the parameters
     * @throws IllegalStateException if no model is configured; the message names the property
     */
    public ChatRequest.Builder builder() {
        if (model == null) {
            throw new IllegalStateException(
                    "no model: set " + config.name("model") + ", or name one with builder(model)");
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
        ChatRequest.Builder request = ChatRequest.model(other);
        DEFAULTS.forEach((parameter, parser) -> set(request, parameter, parser));
        List<String> stop = config.texts("defaults.stop");
        return stop == null ? request : config.checked("defaults.stop", () -> request.set(Parameter.STOP, stop));
    }

    @SuppressWarnings("unchecked") // each entry of DEFAULTS reads what its parameter takes
    private <T> void set(ChatRequest.Builder request, Parameter<T> parameter, Function<String, ?> parser) {
        var unused = config.apply(
                request, "defaults." + kebab(parameter), parser, (to, value) -> to.set(parameter, (T) value));
    }

    /** A parameter's name as a property is written. */
    static String kebab(Parameter<?> parameter) {
        String name = parameter.name();
        return name.substring(name.lastIndexOf('.') + 1).replace('_', '-');
    }
}
