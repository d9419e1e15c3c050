package io.astreaming.spring;

import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of requests that {@link ChatRequests} sets. One that isn't configured is left to the provider.
 *
 * @param temperature how random the choice of words is
 * @param topP restricts the choice to the most likely tokens that together have this probability
 * @param frequencyPenalty how much to avoid words in proportion to how often they were used
 * @param presencePenalty how much to avoid words that were used at all
 * @param seed requests with the same seed and parameters get the same answer, as far as the provider can guarantee it
 * @param stop the answer ends before the first of these texts
 * @param maxTokens the maximum number of tokens in the answer
 * @param maxCompletionTokens the maximum number of tokens in reasoning and answer together
 * @param reasoningEffort how much to reason, such as low, medium or high
 * @param verbosity how verbose the answer is, such as low, medium or high
 * @param parallelToolCalls whether the model may call several tools at once
 * @param serviceTier the class of speed and price, such as auto, flex or priority
 * @param store whether the provider keeps the answer for later use
 * @param user identifies the end user to the provider
 * @param safetyIdentifier identifies the end user, so that abuse can be traced
 * @param promptCacheKey requests with the same key are more likely to share cached prompts
 * @param includeUsage whether to request usage at the end of the stream; a few providers reject the parameter
 * @param includeObfuscation whether chunks are padded so that their sizes don't reveal their content
 */
record RequestDefaults(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Double frequencyPenalty,
        @Nullable Double presencePenalty,
        @Nullable Long seed,
        @Nullable List<String> stop,
        @Nullable Integer maxTokens,
        @Nullable Integer maxCompletionTokens,
        @Nullable String reasoningEffort,
        @Nullable String verbosity,
        @Nullable Boolean parallelToolCalls,
        @Nullable String serviceTier,
        @Nullable Boolean store,
        @Nullable String user,
        @Nullable String safetyIdentifier,
        @Nullable String promptCacheKey,
        @Nullable Boolean includeUsage,
        @Nullable Boolean includeObfuscation) {

    /**
     * Sets the configured parameters.
     *
     * @param prefix the endpoint's prefix, for messages
     * @throws InvalidPropertyException if no provider could accept a value
     */
    ChatRequest.Builder addTo(ChatRequest.Builder request, String prefix) {
        set(request, prefix, Parameter.TEMPERATURE, temperature);
        set(request, prefix, Parameter.TOP_P, topP);
        set(request, prefix, Parameter.FREQUENCY_PENALTY, frequencyPenalty);
        set(request, prefix, Parameter.PRESENCE_PENALTY, presencePenalty);
        set(request, prefix, Parameter.SEED, seed);
        set(request, prefix, Parameter.STOP, stop);
        set(request, prefix, Parameter.MAX_TOKENS, maxTokens);
        set(request, prefix, Parameter.MAX_COMPLETION_TOKENS, maxCompletionTokens);
        set(request, prefix, Parameter.REASONING_EFFORT, reasoningEffort);
        set(request, prefix, Parameter.VERBOSITY, verbosity);
        set(request, prefix, Parameter.PARALLEL_TOOL_CALLS, parallelToolCalls);
        set(request, prefix, Parameter.SERVICE_TIER, serviceTier);
        set(request, prefix, Parameter.STORE, store);
        set(request, prefix, Parameter.USER, user);
        set(request, prefix, Parameter.SAFETY_IDENTIFIER, safetyIdentifier);
        set(request, prefix, Parameter.PROMPT_CACHE_KEY, promptCacheKey);
        set(request, prefix, Parameter.INCLUDE_USAGE, includeUsage);
        set(request, prefix, Parameter.INCLUDE_OBFUSCATION, includeObfuscation);
        return request;
    }

    private static <T> void set(ChatRequest.Builder request, String prefix, Parameter<T> parameter, @Nullable T value) {
        if (value != null) {
            var unused = InvalidPropertyException.<T, ChatRequest.Builder>checked(
                    prefix + "defaults." + kebab(parameter), checked -> request.set(parameter, checked), value);
        }
    }

    /** A parameter's name as a property is written. */
    static String kebab(Parameter<?> parameter) {
        String name = parameter.name();
        return name.substring(name.lastIndexOf('.') + 1).replace('_', '-');
    }
}
