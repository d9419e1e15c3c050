package io.astreaming.request;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the parameters of a request, as the Chat Completions API of OpenAI names them. Set with
 * {@link ChatRequest.Builder#set}; left out, the provider's default holds. What is no parameter here is an
 * {@linkplain ChatRequest.Builder#extra extra}.
 *
 * <p>Words ({@code String}) are open: those named here are known today, and none is refused.
 *
 * @param <T> the type of its value
 */
public sealed interface Parameter<T> permits SimpleParameter {
    /** How freely to choose words: from 0 on; most providers take up to 1 or 2. */
    Parameter<Double> TEMPERATURE = SimpleParameter.number("temperature", 0, Double.MAX_VALUE);
    /** Only the likeliest tokens that together have this share of the probability: 0 to 1. */
    Parameter<Double> TOP_P = SimpleParameter.number("top_p", 0, 1);
    /** How much to avoid words the more often they were said; -2 to 2 at OpenAI, negative to repeat them. */
    Parameter<Double> FREQUENCY_PENALTY = SimpleParameter.number("frequency_penalty");
    /** How much to avoid words that were said at all; -2 to 2 at OpenAI, negative to repeat them. */
    Parameter<Double> PRESENCE_PENALTY = SimpleParameter.number("presence_penalty");
    /** By token id, how much likelier (up to 100) or less likely (down to -100) a token is to be. */
    Parameter<Map<String, ? extends Number>> LOGIT_BIAS = SimpleParameter.numbers("logit_bias");
    /** The same seed and parameters give, as far as the provider can, the same answer. */
    Parameter<Long> SEED = SimpleParameter.of("seed", Long.class);
    /** Where to stop: before the first of these texts. */
    Parameter<List<String>> STOP = SimpleParameter.words("stop");
    /** How many choices to give; at least 1. */
    Parameter<Integer> N = SimpleParameter.count("n", 1);
    /** Whether to report how probable the answer's tokens were. */
    Parameter<Boolean> LOGPROBS = SimpleParameter.of("logprobs", Boolean.class);
    /** How many likely tokens to report beside each one that was chosen; goes with {@link #LOGPROBS}. */
    Parameter<Integer> TOP_LOGPROBS = SimpleParameter.count("top_logprobs", 0);

    /** At most so many tokens of answer. OpenAI's reasoning models want {@link #MAX_COMPLETION_TOKENS}. */
    Parameter<Integer> MAX_TOKENS = SimpleParameter.count("max_tokens", 1);
    /** At most so many tokens of reasoning and answer together. */
    Parameter<Integer> MAX_COMPLETION_TOKENS = SimpleParameter.count("max_completion_tokens", 1);
    /** How hard to think: {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh}, ... */
    Parameter<String> REASONING_EFFORT = SimpleParameter.word("reasoning_effort");
    /** How many words to make: {@code low}, {@code medium}, {@code high}. */
    Parameter<String> VERBOSITY = SimpleParameter.word("verbosity");
    /** What the answer's text has to look like. */
    Parameter<ResponseFormat> RESPONSE_FORMAT = SimpleParameter.of("response_format", ResponseFormat.class);
    /** Text that much of the answer is going to repeat, such as a file to be changed. */
    Parameter<List<ContentPart>> PREDICTION = SimpleParameter.list("prediction", ContentPart.class);
    /** In which ways to answer: {@code text}, {@code audio}. */
    Parameter<List<String>> MODALITIES = SimpleParameter.words("modalities");
    /** How a spoken answer is to sound. */
    Parameter<AudioOutput> AUDIO = SimpleParameter.of("audio", AudioOutput.class);

    /** The tools that the model may call. */
    Parameter<List<ToolDefinition>> TOOLS = SimpleParameter.list("tools", ToolDefinition.class);
    /** Which tools the model calls. */
    Parameter<ToolChoice> TOOL_CHOICE = SimpleParameter.of("tool_choice", ToolChoice.class);
    /** Whether the model may call several tools at once. */
    Parameter<Boolean> PARALLEL_TOOL_CALLS = SimpleParameter.of("parallel_tool_calls", Boolean.class);
    /** Lets the model search the web. */
    Parameter<WebSearchOptions> WEB_SEARCH_OPTIONS = SimpleParameter.of("web_search_options", WebSearchOptions.class);
    /** The older form of {@link #TOOLS}. */
    Parameter<List<ToolDefinition.Function>> FUNCTIONS =
            SimpleParameter.list("functions", ToolDefinition.Function.class);
    /** The older form of {@link #TOOL_CHOICE}: {@code none}, {@code auto}, or the name of the function to call. */
    Parameter<String> FUNCTION_CALL = SimpleParameter.word("function_call");

    /** How fast and dear: {@code auto}, {@code default}, {@code flex}, {@code scale}, {@code priority}. */
    Parameter<String> SERVICE_TIER = SimpleParameter.word("service_tier");
    /** Whether the provider keeps the answer for later use. */
    Parameter<Boolean> STORE = SimpleParameter.of("store", Boolean.class);
    /** Labels of the request, for one's own use. */
    Parameter<Map<String, String>> METADATA = SimpleParameter.labels("metadata");
    /** Lets the provider moderate what is asked and answered. */
    Parameter<Moderation> MODERATION = SimpleParameter.of("moderation", Moderation.class);
    /** Stands for the person who asks, so that abuse can be traced; best a hash. */
    Parameter<String> SAFETY_IDENTIFIER = SimpleParameter.word("safety_identifier");
    /** The older form of {@link #SAFETY_IDENTIFIER} and {@link #PROMPT_CACHE_KEY}. */
    Parameter<String> USER = SimpleParameter.word("user");
    /** Requests of one key find each other's cached prompts more often. */
    Parameter<String> PROMPT_CACHE_KEY = SimpleParameter.word("prompt_cache_key");
    /** How prompts are cached. */
    Parameter<PromptCacheOptions> PROMPT_CACHE_OPTIONS =
            SimpleParameter.of("prompt_cache_options", PromptCacheOptions.class);
    /** The older way to say how long prompts are cached: {@code in_memory}, {@code 24h}. */
    Parameter<String> PROMPT_CACHE_RETENTION = SimpleParameter.word("prompt_cache_retention");

    /** Whether the answer is streamed, which it is unless this is false. In one piece it means the same, and comes later. */
    Parameter<Boolean> STREAM = SimpleParameter.of("stream", Boolean.class);

    /**
     * Whether to ask for usage at the end of the stream. It is asked for unless this is false: most providers report none
     * otherwise. A few refuse the question.
     */
    Parameter<Boolean> INCLUDE_USAGE = SimpleParameter.of("stream_options.include_usage", Boolean.class);
    /** Whether chunks are padded so that their sizes tell nobody what they hold; off saves bytes. */
    Parameter<Boolean> INCLUDE_OBFUSCATION = SimpleParameter.of("stream_options.include_obfuscation", Boolean.class);

    /** {@return its name on the wire; with a dot where it is a member of an object} */
    String name();

    /** {@return the class of its value} */
    Class<?> type();

    /** {@return all parameters} */
    static List<Parameter<?>> all() {
        return SimpleParameter.all();
    }

    /**
     * The parameter of a name.
     *
     * @param name its name on the wire
     * @return the parameter; absent if there is none of that name
     */
    static @Nullable Parameter<?> named(String name) {
        return SimpleParameter.named(name);
    }
}
