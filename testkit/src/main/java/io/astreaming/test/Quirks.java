package io.astreaming.test;

import io.astreaming.replay.Recording;
import io.astreaming.value.FinishReason;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Streams in the unusual forms that providers send, all of them short. A service that reads events needs to know none
 * of them; these are there to prove it, and to show outcomes that are rare. What Astreaming makes of each form, and of
 * many more, says the page <i>What providers really send</i> of its documentation.
 *
 * <p>{@link #all()} suits {@code @MethodSource("io.astreaming.test.Quirks#all")}. The name of each is that of its
 * constant, in lower case.
 */
public final class Quirks {
    /** Two tool calls whose arguments arrive alternately, told apart by their index: OpenAI, parallel tool calls. */
    public static final Recording PARALLEL_CALLS = Recording.builder("parallel_calls")
            .toolCall("call_1", "weather")
            .toolCall("call_2", "time")
            .arguments(0, "{\"city\":")
            .arguments(1, "{\"zone\":")
            .arguments(0, "\"Oslo\"}")
            .arguments(1, "\"CET\"}")
            .build();

    /** A tool call without index, whole in one chunk: Gemini's interface for clients of OpenAI. */
    public static final Recording CALL_WITHOUT_INDEX = payloads("call_without_index", """
        {"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"id":"call_1","type":"function",\
        "function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},"finish_reason":"tool_calls"}]}\
        """);

    /** Arguments of a tool call as an object instead of its text: Ollama and servers like it. */
    public static final Recording ARGUMENTS_AS_OBJECT = payloads("arguments_as_object", """
        {"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"call_1","type":"function",\
        "function":{"name":"weather","arguments":{"city":"Oslo"}}}]},"finish_reason":"tool_calls"}]}\
        """);

    /** A tool call that the token limit cuts in its arguments: any provider. It must not be run. */
    public static final Recording CUT_CALL = Recording.builder("cut_call")
            .toolCall("call_1", "weather", "{\"city\":\"Os")
            .finish(FinishReason.LENGTH)
            .build();

    /** Usage at the end, in a chunk without choices: OpenAI, when the request asks for usage. */
    public static final Recording USAGE_WITHOUT_CHOICES = Recording.builder("usage_without_choices")
            .text("Hello")
            .usage(11, 7)
            .build();

    /** Usage in every chunk, growing: vLLM with {@code continuous_usage_stats}. The last one counts. */
    public static final Recording USAGE_IN_EVERY_CHUNK = payloads("usage_in_every_chunk", """
        {"choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}],\
        "usage":{"prompt_tokens":11,"completion_tokens":1,"total_tokens":12}}\
        """, """
        {"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}],\
        "usage":{"prompt_tokens":11,"completion_tokens":2,"total_tokens":13}}\
        """, """
        {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":11,"completion_tokens":2,"total_tokens":13}}\
        """);

    /** A finish reason and no {@code [DONE]}: several gateways. The answer is whole. */
    public static final Recording NO_DONE =
            Recording.builder("no_done").text("Hello").withoutDone().build();

    /** {@code [DONE]} and no finish reason: several gateways. The answer is whole. */
    public static final Recording NO_FINISH_REASON =
            Recording.builder("no_finish_reason").text("Hello").withoutFinish().build();

    /** Reasoning as {@code reasoning_content}: DeepSeek, older vLLM. */
    public static final Recording REASONING_CONTENT = Recording.builder("reasoning_content")
            .reasoning("They greet", " me.")
            .text("Hello")
            .build();

    /** Reasoning as {@code reasoning}: OpenRouter, Groq, Ollama, newer vLLM. */
    public static final Recording REASONING = Recording.builder("reasoning")
            .pieces("reasoning", "They greet", " me.")
            .text("Hello")
            .build();

    /** Comments as heartbeats before and within the answer: OpenRouter. */
    public static final Recording HEARTBEATS = Recording.builder("heartbeats")
            .comment("OPENROUTER PROCESSING")
            .comment("OPENROUTER PROCESSING")
            .text("Hel")
            .comment("OPENROUTER PROCESSING")
            .text("lo")
            .build();

    /** An error in the stream, after a part of the answer and with HTTP status 200: OpenAI, OpenRouter. */
    public static final Recording ERROR_IN_STREAM = Recording.builder("error_in_stream")
            .text("Hel")
            .error("The server had an error while processing your request", "server_error")
            .build();

    /** A stream that ends without finish reason and {@code [DONE]}: a provider that crashed behind a proxy. */
    public static final Recording TRUNCATED =
            Recording.builder("truncated").text("Hel").truncated().build();

    /** A stream that ends in the middle of a character: the same, where the proxy's buffer ended. */
    public static final Recording CUT_IN_CHARACTER = cutInCharacter(
            Recording.builder("cut_in_character").text("Hel", "l\u00f6").build());

    /** A first chunk with an empty envelope, no choices, and the results of a filter: Azure. */
    public static final Recording FILTER_RESULTS_FIRST =
            Recording.builder("filter_results_first").payload("""
                {"id":"","object":"","created":0,"model":"","choices":[],"prompt_filter_results":[{"prompt_index":0,\
                "content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}\
                """).text("Hello").build();

    /** An answer that a filter withholds: Azure. The text so far is all there is. */
    public static final Recording FILTERED = Recording.builder("filtered")
            .text("Hel")
            .finish(FinishReason.CONTENT_FILTER)
            .build();

    /** A refusal instead of an answer: OpenAI, with structured results. */
    public static final Recording REFUSAL =
            Recording.builder("refusal").refusal("I can't", " help with that.").build();

    /** Two choices whose pieces arrive alternately: OpenAI, for requests with {@code n}. */
    public static final Recording TWO_CHOICES = Recording.builder("two_choices")
            .text("Hel")
            .choice(1)
            .text("Good ")
            .choice(0)
            .text("lo")
            .choice(1)
            .text("day")
            .build();

    private Quirks() {}

    private static Recording payloads(String name, String... payloads) {
        return Recording.ofPayloads(List.of(payloads), true).named(name);
    }

    private static Recording cutInCharacter(Recording whole) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        whole.frames().forEach(frame -> bytes.writeBytes(frame.bytes()));
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), Faults.withinCharacter(whole));
        return Recording.sse(cut).named(whole.name());
    }

    /** {@return all of these streams} */
    public static List<Recording> all() {
        return List.of(
                PARALLEL_CALLS,
                CALL_WITHOUT_INDEX,
                ARGUMENTS_AS_OBJECT,
                CUT_CALL,
                USAGE_WITHOUT_CHOICES,
                USAGE_IN_EVERY_CHUNK,
                NO_DONE,
                NO_FINISH_REASON,
                REASONING_CONTENT,
                REASONING,
                HEARTBEATS,
                ERROR_IN_STREAM,
                TRUNCATED,
                CUT_IN_CHARACTER,
                FILTER_RESULTS_FIRST,
                FILTERED,
                REFUSAL,
                TWO_CHOICES);
    }
}
