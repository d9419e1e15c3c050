package io.astreaming.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the parameters of a request, named as in the Chat Completions API of OpenAI, or as in the protocol that has it.
 * They are set with {@link ChatRequest.Builder#set}; if one isn't set, the provider's default applies. Any other member
 * of a request is an {@linkplain ChatRequest.Builder#extra extra}. A codec of another protocol writes a parameter in the
 * form of that protocol, and refuses one that has no place there.
 *
 * <p>Parameters of the type {@code String} accept any word: the documented ones are those known today.
 *
 * @param <T> the type of its value
 */
@SuppressWarnings("UnusedTypeParameter") // It ties a value to its parameter's type where both are passed.
public final class Parameter<T> {
    /** All parameters by name; declared first, because the constants below add themselves to it. */
    private static final Map<String, Parameter<?>> ALL = new LinkedHashMap<>();

    /** How random the choice of words is: at least 0; most providers accept up to 1 or 2. */
    public static final Parameter<Double> TEMPERATURE = number("temperature", 0, Double.MAX_VALUE);
    /** Restricts the choice to the most likely tokens that together have this probability: 0 to 1. */
    public static final Parameter<Double> TOP_P = number("top_p", 0, 1);
    /**
     * How much to avoid words in proportion to how often they were used; -2 to 2 at OpenAI, negative to favour
     * repetition.
     */
    public static final Parameter<Double> FREQUENCY_PENALTY = number("frequency_penalty");
    /** How much to avoid words that were used at all; -2 to 2 at OpenAI, negative to favour repetition. */
    public static final Parameter<Double> PRESENCE_PENALTY = number("presence_penalty");
    /** For each token id, how much more likely (up to 100) or less likely (down to -100) the token becomes. */
    public static final Parameter<Map<String, ? extends Number>> LOGIT_BIAS = numbers("logit_bias");
    /** Requests with the same seed and parameters get the same answer, as far as the provider can guarantee it. */
    public static final Parameter<Long> SEED = of("seed", Long.class);
    /** Stop sequences: the answer ends before the first of these texts. */
    public static final Parameter<List<String>> STOP = words("stop");
    /** How many choices to generate; at least 1. */
    public static final Parameter<Integer> N = count("n", 1);
    /** Whether to report how probable the answer's tokens were. */
    public static final Parameter<Boolean> LOGPROBS = of("logprobs", Boolean.class);
    /** How many likely tokens to report for each token of the answer; requires {@link #LOGPROBS}. */
    public static final Parameter<Integer> TOP_LOGPROBS = count("top_logprobs", 0);

    /**
     * The maximum number of tokens in the answer. OpenAI's reasoning models require {@link #MAX_COMPLETION_TOKENS}
     * instead.
     */
    public static final Parameter<Integer> MAX_TOKENS = count("max_tokens", 1);
    /** The maximum number of tokens in reasoning and answer together. */
    public static final Parameter<Integer> MAX_COMPLETION_TOKENS = count("max_completion_tokens", 1);
    /**
     * How much to reason: {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh}, ...
     */
    public static final Parameter<String> REASONING_EFFORT = word("reasoning_effort");
    /**
     * Whether the reasoning is shown, and how: {@code auto}, {@code concise}, {@code detailed} in the Responses API,
     * which shows none unless this is set. Protocols that only show reasoning or hide it take any word for showing it.
     */
    public static final Parameter<String> REASONING_SUMMARY = word("reasoning_summary");
    /** The maximum number of tokens for reasoning alone, where the model is told a number instead of an effort. */
    public static final Parameter<Integer> THINKING_BUDGET = count("thinking_budget", 0);
    /** How verbose the answer is: {@code low}, {@code medium}, {@code high}. */
    public static final Parameter<String> VERBOSITY = word("verbosity");
    /** The format of the answer's text. */
    public static final Parameter<ResponseFormat> RESPONSE_FORMAT = of("response_format", ResponseFormat.class);
    /** Text that much of the answer is expected to repeat, such as a file to be changed. */
    public static final Parameter<List<ContentPart>> PREDICTION = list("prediction", ContentPart.class);
    /** The forms of the answer: {@code text}, {@code audio}. */
    public static final Parameter<List<String>> MODALITIES = words("modalities");
    /** The format and the voice of a spoken answer. */
    public static final Parameter<AudioOutput> AUDIO = of("audio", AudioOutput.class);

    /** The tools that the model may call. */
    public static final Parameter<List<ToolDefinition>> TOOLS = list("tools", ToolDefinition.class);
    /** Which tools the model calls. */
    public static final Parameter<ToolChoice> TOOL_CHOICE = of("tool_choice", ToolChoice.class);
    /** Whether the model may call several tools at once. */
    public static final Parameter<Boolean> PARALLEL_TOOL_CALLS = of("parallel_tool_calls", Boolean.class);
    /** Lets the model search the web. */
    public static final Parameter<WebSearchOptions> WEB_SEARCH_OPTIONS =
            of("web_search_options", WebSearchOptions.class);
    /** The older form of {@link #TOOLS}. */
    public static final Parameter<List<ToolDefinition.Function>> FUNCTIONS =
            list("functions", ToolDefinition.Function.class);
    /** The older form of {@link #TOOL_CHOICE}: {@code none}, {@code auto}, or the name of the function to call. */
    public static final Parameter<String> FUNCTION_CALL = word("function_call");

    /** The class of speed and price: {@code auto}, {@code default}, {@code flex}, {@code scale}, {@code priority}. */
    public static final Parameter<String> SERVICE_TIER = word("service_tier");
    /** Whether the provider keeps the answer for later use. */
    public static final Parameter<Boolean> STORE = of("store", Boolean.class);
    /**
     * The id of an earlier answer that the provider stored: the conversation goes on from there, and the request has
     * only the messages since then. Only the Responses API has it.
     */
    public static final Parameter<String> PREVIOUS_RESPONSE_ID = word("previous_response_id");
    /** Labels of the request, for the caller's own use. */
    public static final Parameter<Map<String, String>> METADATA = labels("metadata");
    /** Lets the provider moderate the request and the answer. */
    public static final Parameter<Moderation> MODERATION = of("moderation", Moderation.class);
    /** Identifies the end user, so that abuse can be traced; preferably a hash. */
    public static final Parameter<String> SAFETY_IDENTIFIER = word("safety_identifier");
    /** The older form of {@link #SAFETY_IDENTIFIER} and {@link #PROMPT_CACHE_KEY}. */
    public static final Parameter<String> USER = word("user");
    /** Requests with the same key are more likely to share cached prompts. */
    public static final Parameter<String> PROMPT_CACHE_KEY = word("prompt_cache_key");
    /** How prompts are cached. */
    public static final Parameter<PromptCacheOptions> PROMPT_CACHE_OPTIONS =
            of("prompt_cache_options", PromptCacheOptions.class);
    /** The older way to say how long prompts are cached: {@code in_memory}, {@code 24h}. */
    public static final Parameter<String> PROMPT_CACHE_RETENTION = word("prompt_cache_retention");

    /**
     * Whether the answer is streamed; true unless set to false. An answer in one piece yields the same events, only
     * later.
     */
    public static final Parameter<Boolean> STREAM = of("stream", Boolean.class);

    /**
     * Whether to request usage at the end of the stream; true unless set to false, since most providers report none
     * otherwise. A few providers reject the parameter.
     */
    public static final Parameter<Boolean> INCLUDE_USAGE = of("stream_options.include_usage", Boolean.class);
    /** Whether chunks are padded so that their sizes don't reveal their content; false saves bytes. */
    public static final Parameter<Boolean> INCLUDE_OBFUSCATION =
            of("stream_options.include_obfuscation", Boolean.class);

    private final String name;
    private final Class<?> type;
    private final Rule rule;
    /** The class of a list's elements or a map's values. */
    private final Class<?> element;

    private final double least;
    private final double most;

    /** What is checked of a value in addition to its class. */
    private enum Rule {
        NOTHING,
        WORD,
        RANGE,
        LIST,
        MAP
    }

    private Parameter(String name, Class<?> type, Rule rule, Class<?> element, double least, double most) {
        this.name = name;
        this.type = type;
        this.rule = rule;
        this.element = element;
        this.least = least;
        this.most = most;
        ALL.put(name, this);
    }

    private Parameter(String name, Class<?> type, Rule rule, Class<?> element) {
        this(name, type, rule, element, 0, 0);
    }

    /** {@return its name on the wire; with a dot if it is a member of an object} */
    public String name() {
        return name;
    }

    /** {@return the class of its value} */
    public Class<?> type() {
        return type;
    }

    /** {@return all parameters} */
    public static List<Parameter<?>> all() {
        return List.copyOf(ALL.values());
    }

    /**
     * Finds a parameter by its name.
     *
     * @param name its name on the wire
     * @return the parameter; null if there is none of that name
     */
    public static @Nullable Parameter<?> named(String name) {
        return ALL.get(name);
    }

    private static <T> Parameter<T> of(String name, Class<T> type) {
        return new Parameter<>(name, type, Rule.NOTHING, type);
    }

    private static Parameter<String> word(String name) {
        return new Parameter<>(name, String.class, Rule.WORD, String.class);
    }

    private static Parameter<Double> number(String name) {
        return number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    private static Parameter<Double> number(String name, double least, double most) {
        return new Parameter<>(name, Double.class, Rule.RANGE, Double.class, least, most);
    }

    private static Parameter<Integer> count(String name, int least) {
        return new Parameter<>(name, Integer.class, Rule.RANGE, Integer.class, least, Integer.MAX_VALUE);
    }

    private static Parameter<List<String>> words(String name) {
        return list(name, String.class);
    }

    private static <E> Parameter<List<E>> list(String name, Class<E> element) {
        return new Parameter<>(name, List.class, Rule.LIST, element);
    }

    private static Parameter<Map<String, String>> labels(String name) {
        return new Parameter<>(name, Map.class, Rule.MAP, String.class);
    }

    private static Parameter<Map<String, ? extends Number>> numbers(String name) {
        return new Parameter<>(name, Map.class, Rule.MAP, Number.class);
    }

    /** Checks a value, and returns an immutable copy of a collection. */
    static Object checked(Parameter<?> parameter, Object value) {
        return parameter.checked(Objects.requireNonNull(parameter.type.cast(value), parameter.name));
    }

    private Object checked(Object value) {
        return switch (rule) {
            case NOTHING -> value;
            case WORD -> Preconditions.requireNotBlank(name, (String) value);
            case RANGE -> inRange((Number) value);
            case LIST -> list((List<?>) value);
            case MAP -> map((Map<?, ?>) value);
        };
    }

    private Number inRange(Number value) {
        double number = value.doubleValue();
        if (number >= least && number <= most) {
            return value;
        }
        String range = type == Integer.class
                ? " must be at least " + (int) least
                : " must be a number" + (least == 0 ? " from 0" + (most == 1 ? " to 1" : " on") : "");
        throw new IllegalArgumentException(name + range + ", not " + value);
    }

    private List<?> list(List<?> value) {
        List<?> elements = List.copyOf(value);
        if (elements.isEmpty()) {
            throw new IllegalArgumentException(name + " is empty: leave it out instead");
        }
        return elements.stream().map(element::cast).toList();
    }

    private Map<String, Object> map(Map<?, ?> value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        value.forEach(
                (key, member) -> copy.put((String) key, finite(element.cast(Objects.requireNonNull(member, name)))));
        return Collections.unmodifiableMap(copy);
    }

    private Object finite(Object member) {
        if (member instanceof Number number && !Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException(name + " must hold numbers, not " + member);
        }
        return member;
    }

    @Override
    public String toString() {
        return name;
    }
}
