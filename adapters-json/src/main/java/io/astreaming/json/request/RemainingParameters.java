package io.astreaming.json.request;

import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request that a mapper hasn't placed yet. The mapper takes each parameter that its protocol has a
 * place for; what remains at the end is refused, so that none is dropped without a word. Not thread-safe.
 */
public final class RemainingParameters {
    private final String protocol;
    private final Map<Parameter<?>, Object> remaining;

    /**
     * Begins with all parameters of a request.
     *
     * @param protocol the protocol's name for messages, such as {@code the Responses API}
     * @param request the request
     */
    public RemainingParameters(String protocol, ChatRequest request) {
        this.protocol = protocol;
        remaining = new LinkedHashMap<>(request.parameters());
    }

    /** Takes a parameter, and returns its value; null if it isn't set. */
    @SuppressWarnings("unchecked") // a request checks every value against its parameter's type
    public <T> @Nullable T take(Parameter<T> parameter) {
        return (T) remaining.remove(parameter);
    }

    /** Takes parameters, and writes them as chat completions have them, under the same names. */
    public void place(WireObject body, Parameter<?>... parameters) {
        for (Parameter<?> parameter : parameters) {
            Object value = take(parameter);
            body.with(parameter.name(), value == null ? null : RequestMapper.value(parameter, value));
        }
    }

    /** Takes parameters that are left out, since the answer is the same without them. */
    public void leaveOut(Parameter<?>... parameters) {
        for (Parameter<?> parameter : parameters) {
            remaining.remove(parameter);
        }
    }

    /** Takes a parameter if its value is what the protocol does anyway. */
    public <T> void leaveOutIf(Parameter<T> parameter, T value) {
        remaining.remove(parameter, value);
    }

    /**
     * Refuses the first parameter that remains.
     *
     * @param advice what to do instead of setting a parameter; to unset it if there is no advice
     * @throws IllegalArgumentException if a parameter remains
     */
    public void refuse(Map<Parameter<?>, String> advice) {
        if (!remaining.isEmpty()) {
            Parameter<?> parameter = remaining.keySet().iterator().next();
            throw Refusal.of(
                    protocol,
                    "the parameter " + parameter.name(),
                    advice.getOrDefault(parameter, "unset it")
                            + "; a provider that has it nevertheless gets it as an extra, with extra(...)");
        }
    }
}
