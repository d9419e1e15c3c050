package io.astreaming.value;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a choice ended. An open value: providers use words beyond the constants, and they are kept as sent.
 *
 * @param value the word on the wire
 */
public record FinishReason(String value) {
    /** The model said all it had to say, or met a stop sequence. */
    public static final FinishReason STOP = new FinishReason("stop");
    /** The token limit was reached: the answer is cut. */
    public static final FinishReason LENGTH = new FinishReason("length");
    /** The model calls tools. */
    public static final FinishReason TOOL_CALLS = new FinishReason("tool_calls");
    /** A filter withheld content: the answer is cut. */
    public static final FinishReason CONTENT_FILTER = new FinishReason("content_filter");
    /** The model calls a function in the older form. */
    public static final FinishReason FUNCTION_CALL = new FinishReason("function_call");
    /** The provider failed (OpenRouter and others). */
    public static final FinishReason ERROR = new FinishReason("error");
    /** The provider's own network failed (Zhipu). */
    public static final FinishReason NETWORK_ERROR = new FinishReason("network_error");

    /** Gemini's names of reasons begin so in some of its interfaces. */
    private static final String PREFIX = "finish_reason_";

    /**
     * What is known of the words that providers send. A word that isn't here may mean anything: it neither fails an
     * answer nor makes a call whole.
     */
    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            Map.entry("stop", Meaning.END), // OpenAI; Gemini in upper case
            Map.entry("tool_calls", Meaning.END), // OpenAI; the AI SDK with a hyphen
            Map.entry("function_call", Meaning.END), // OpenAI
            Map.entry("eos", Meaning.END), // Together
            Map.entry("eos_token", Meaning.END), // text-generation-inference, watsonx
            Map.entry("stop_sequence", Meaning.END), // text-generation-inference, watsonx, Anthropic, Bedrock, Cohere
            Map.entry("end_turn", Meaning.END), // Anthropic, Bedrock
            Map.entry("tool_use", Meaning.END), // Anthropic, Bedrock
            Map.entry("complete", Meaning.END), // Cohere
            Map.entry("tool_call", Meaning.END), // Cohere
            Map.entry("normal", Meaning.END), // Qianfan
            Map.entry("length", Meaning.CUT), // OpenAI
            Map.entry("max_tokens", Meaning.CUT), // Anthropic, Bedrock, Cohere, Gemini, watsonx
            Map.entry("model_length", Meaning.CUT), // Mistral
            Map.entry("model_context_window_exceeded", Meaning.CUT), // Anthropic, Bedrock, Zhipu
            Map.entry("token_limit", Meaning.CUT), // watsonx
            Map.entry("time_limit", Meaning.CUT), // watsonx
            Map.entry("cancelled", Meaning.CUT), // watsonx
            Map.entry("not_finished", Meaning.CUT), // watsonx
            Map.entry("abort", Meaning.CUT), // vLLM, SGLang
            Map.entry("malformed_function_call", Meaning.CUT), // Gemini
            Map.entry("malformed_tool_use", Meaning.CUT), // Bedrock
            Map.entry("malformed_model_output", Meaning.CUT), // Bedrock
            Map.entry("content_filter", Meaning.FILTERED), // OpenAI
            Map.entry("content_filtered", Meaning.FILTERED), // Bedrock
            Map.entry("guardrail_intervened", Meaning.FILTERED), // Bedrock
            Map.entry("sensitive", Meaning.FILTERED), // Zhipu, Hunyuan
            Map.entry("refusal", Meaning.FILTERED), // Anthropic
            Map.entry("safety", Meaning.FILTERED), // Gemini
            Map.entry("recitation", Meaning.FILTERED), // Gemini
            Map.entry("language", Meaning.FILTERED), // Gemini
            Map.entry("blocklist", Meaning.FILTERED), // Gemini
            Map.entry("prohibited_content", Meaning.FILTERED), // Gemini
            Map.entry("spii", Meaning.FILTERED), // Gemini
            Map.entry("error_toxic", Meaning.FILTERED), // Cohere
            Map.entry("error", Meaning.FAILURE), // OpenRouter, vLLM, Mistral, Cohere
            Map.entry("network_error", Meaning.FAILURE), // Zhipu
            Map.entry("insufficient_system_resource", Meaning.FAILURE)); // DeepSeek

    private enum Meaning {
        END,
        CUT,
        FILTERED,
        FAILURE
    }

    /** Refuses an empty word: on the wire that means no reason at all. */
    public FinishReason {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a finish reason must not be empty");
        }
    }

    /**
     * The reason for a word, one of the constants where there is one.
     *
     * @param value the word on the wire, not empty
     * @return the reason
     */
    public static FinishReason of(String value) {
        return switch (value) {
            case "stop" -> STOP;
            case "length" -> LENGTH;
            case "tool_calls" -> TOOL_CALLS;
            case "content_filter" -> CONTENT_FILTER;
            case "function_call" -> FUNCTION_CALL;
            case "error" -> ERROR;
            case "network_error" -> NETWORK_ERROR;
            default -> new FinishReason(value);
        };
    }

    /**
     * {@return whether the word is known to end an answer well} Only then may calls be run; a word that nobody knows
     * might mean a cut.
     */
    public boolean endsWell() {
        return meaning() == Meaning.END;
    }

    /** {@return whether the word is known: it ends an answer well, or it is a cut or a failure} */
    public boolean isKnown() {
        return meaning() != null;
    }

    /** {@return whether the provider failed rather than the model finished} */
    public boolean isFailure() {
        return meaning() == Meaning.FAILURE;
    }

    /** {@return whether a filter withheld content} That is a cut, too. */
    public boolean isFiltered() {
        return meaning() == Meaning.FILTERED;
    }

    /** {@return whether what was said before may be cut in the middle, by a limit, a filter or a failure} */
    public boolean isCut() {
        return isKnown() && !endsWell();
    }

    private @Nullable Meaning meaning() {
        String word = value.toLowerCase(Locale.ROOT).replace('-', '_');
        return MEANINGS.get(word.startsWith(PREFIX) ? word.substring(PREFIX.length()) : word);
    }

    // Written out, as a record's own is linked at run time: that would take 15 ms before a program's first token.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof FinishReason that && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
