package io.astreaming.json.gemini;

import io.astreaming.json.request.Refusal;
import io.astreaming.json.request.RemainingParameters;
import io.astreaming.json.request.WireObject;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.ResponseFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps one request to the form that the Gemini API gives it. Not thread-safe. */
final class GeminiMapper {
    private static final String PROTOCOL = "the Gemini API";

    /** How many tokens each effort is, for models before Gemini 3, which are told a number; any other word is the most. */
    private static final Map<String, Integer> BUDGETS =
            Map.of("none", 0, "minimal", 1024, "low", 1024, "medium", 8192, "high", 24_576);

    private static final Map<Parameter<?>, String> ADVICE = Map.of(
            Parameter.FUNCTIONS, "use tools",
            Parameter.FUNCTION_CALL, "use tool_choice",
            Parameter.PREVIOUS_RESPONSE_ID, "send the whole conversation");

    private final ChatRequest request;
    private final RemainingParameters parameters;

    GeminiMapper(ChatRequest request) {
        this.request = request;
        parameters = new RemainingParameters(PROTOCOL, request);
    }

    Map<String, Object> body() {
        ContentMapper contents = new ContentMapper();
        contents.add(request.messages());
        WireObject body =
                new WireObject().with("contents", contents.contents()).with("systemInstruction", contents.system());
        GeminiTools.map(parameters, body);
        Map<String, Object> config = config();
        body.with("generationConfig", config.isEmpty() ? null : config);
        parameters.leaveOut(
                Parameter.STREAM,
                Parameter.INCLUDE_USAGE,
                Parameter.INCLUDE_OBFUSCATION,
                Parameter.VERBOSITY,
                Parameter.STORE,
                Parameter.PROMPT_CACHE_KEY);
        parameters.refuse(ADVICE);
        return body.with(request.extras());
    }

    private Map<String, Object> config() {
        Integer answer = parameters.take(Parameter.MAX_TOKENS);
        Integer all = parameters.take(Parameter.MAX_COMPLETION_TOKENS);
        WireObject config = new WireObject()
                .with("temperature", parameters.take(Parameter.TEMPERATURE))
                .with("topP", parameters.take(Parameter.TOP_P))
                .with("maxOutputTokens", all == null ? answer : all)
                .with("stopSequences", parameters.take(Parameter.STOP))
                .with("candidateCount", parameters.take(Parameter.N))
                .with("seed", parameters.take(Parameter.SEED))
                .with("frequencyPenalty", parameters.take(Parameter.FREQUENCY_PENALTY))
                .with("presencePenalty", parameters.take(Parameter.PRESENCE_PENALTY))
                .with("responseLogprobs", parameters.take(Parameter.LOGPROBS))
                .with("logprobs", parameters.take(Parameter.TOP_LOGPROBS));
        List<String> modalities = parameters.take(Parameter.MODALITIES);
        if (modalities != null) {
            config.with(
                    "responseModalities",
                    modalities.stream()
                            .map(each -> each.toUpperCase(Locale.ROOT))
                            .toList());
        }
        format(parameters.take(Parameter.RESPONSE_FORMAT), config);
        return config.with("thinkingConfig", thinking()).members();
    }

    private static void format(@Nullable ResponseFormat format, WireObject config) {
        if (format instanceof ResponseFormat.JsonSchema schema) {
            config.with("responseMimeType", "application/json").with("responseJsonSchema", schema.schema());
        } else if (ResponseFormat.JSON_OBJECT.equals(format)) {
            config.with("responseMimeType", "application/json");
        } else if (format != null && !format.equals(ResponseFormat.TEXT)) {
            throw refused("the response format " + format, "give a schema");
        }
    }

    private @Nullable Object thinking() {
        String effort = parameters.take(Parameter.REASONING_EFFORT);
        String summary = parameters.take(Parameter.REASONING_SUMMARY);
        Integer budget = parameters.take(Parameter.THINKING_BUDGET);
        if (effort == null && summary == null && budget == null) {
            return null;
        }
        WireObject thinking = new WireObject();
        if (budget != null) {
            thinking.with("thinkingBudget", budget);
        } else if (effort != null && isToldANumber(request.model())) {
            thinking.with("thinkingBudget", BUDGETS.getOrDefault(effort, BUDGETS.get("high")));
        } else if (effort != null) {
            thinking.with("thinkingLevel", level(effort));
        }
        boolean off = "none".equals(effort) || (budget != null && budget == 0);
        return thinking.with("includeThoughts", off ? null : true).members();
    }

    private static boolean isToldANumber(String model) {
        return model.contains("gemini-1") || model.contains("gemini-2");
    }

    private static String level(String effort) {
        return switch (effort) {
            case "none" -> "minimal";
            case "xhigh", "max" -> "high";
            default -> effort;
        };
    }

    static IllegalArgumentException refused(String what, String advice) {
        return Refusal.of(PROTOCOL, what, advice);
    }
}
