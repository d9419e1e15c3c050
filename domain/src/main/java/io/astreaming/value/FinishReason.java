package io.astreaming.value;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a choice ended. The set of values is open: providers use words beyond the constants, and these are kept verbatim.
 *
 * @param value the word on the wire
 */
public record FinishReason(String value) {
    /** The model finished its answer, or produced a stop sequence. */
    public static final FinishReason STOP = new FinishReason("stop");
    /** The token limit was reached: the answer is cut. */
    public static final FinishReason LENGTH = new FinishReason("length");
    /** The model calls tools. */
    public static final FinishReason TOOL_CALLS = new FinishReason("tool_calls");
    /** A filter withheld content: the answer is cut. */
    public static final FinishReason CONTENT_FILTER = new FinishReason("content_filter");
    /** The model calls a function in the older form. */
    public static final FinishReason FUNCTION_CALL = new FinishReason("function_call");
    /**
     * The provider paused a long turn of its own tools (Messages API): sent back as it is, the model goes on. The answer
     * is neither cut nor at its end, and its calls aren't complete.
     */
    public static final FinishReason PAUSE_TURN = new FinishReason("pause_turn");
    /** The provider failed (OpenRouter and others). */
    public static final FinishReason ERROR = new FinishReason("error");
    /** The provider's own network failed (Zhipu). */
    public static final FinishReason NETWORK_ERROR = new FinishReason("network_error");

    /** Some of Gemini's interfaces put this prefix before their reasons. */
    private static final String PREFIX = "finish_reason_";

    /**
     * The meanings of the words that providers are known to send. A word that isn't listed may mean anything: it
     * neither fails an answer nor makes a call complete.
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
            Map.entry("pause_turn", Meaning.PAUSE), // Anthropic
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
        PAUSE,
        CUT,
        FILTERED,
        FAILURE
    }

    /** Rejects an empty word, which on the wire means no reason at all. */
    public FinishReason {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a finish reason must not be empty");
        }
    }

    /**
     * Returns the reason for a word, one of the constants if there is one for it.
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
            case "pause_turn" -> PAUSE_TURN;
            case "error" -> ERROR;
            case "network_error" -> NETWORK_ERROR;
            default -> new FinishReason(value);
        };
    }

    /**
     * {@return whether the word is known to end an answer well} Only then may calls be run; an unknown word might mean
     * that the answer was cut.
     */
    public boolean endsWell() {
        return meaning() == Meaning.END;
    }

    /** {@return whether the word is known: as a good end, as a pause, as a cut or as a failure} */
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

    /** {@return whether the turn goes on when the answer is sent back} */
    public boolean isPause() {
        return meaning() == Meaning.PAUSE;
    }

    /** {@return whether the answer may be cut in the middle, by a limit, a filter or a failure} */
    public boolean isCut() {
        return isKnown() && !endsWell() && !isPause();
    }

    private @Nullable Meaning meaning() {
        String word = value.toLowerCase(Locale.ROOT).replace('-', '_');
        return MEANINGS.get(word.startsWith(PREFIX) ? word.substring(PREFIX.length()) : word);
    }

    // Written out, since a record's generated methods are linked at run time, which would delay a program's first token
    // by 15 ms.
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
