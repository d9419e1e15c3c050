package io.astreaming.json.responses;

import io.astreaming.json.request.RemainingParameters;
import io.astreaming.json.request.WireObject;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.WebSearchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps a request to the form that the Responses API gives it. */
final class ResponsesMapper {
    static final String PROTOCOL = "the Responses API";
    static final String ENCRYPTED_REASONING = "reasoning.encrypted_content";
    private static final String LOGPROBS = "message.output_text.logprobs";

    /** Extras of requests whose conversation lives with the provider, which therefore has to store the answer. */
    private static final List<String> STATEFUL = List.of("conversation", "background");

    /** What to do instead of setting a parameter that has no place. */
    private static final Map<Parameter<?>, String> ADVICE = Map.of(
            Parameter.N, "ask several times",
            Parameter.STOP, "cut the text where you read it",
            Parameter.FUNCTIONS, "use tools",
            Parameter.FUNCTION_CALL, "use tool_choice");

    private ResponsesMapper() {}

    static Map<String, Object> of(ChatRequest request) {
        RemainingParameters parameters = new RemainingParameters(PROTOCOL, request);
        WireObject body = new WireObject().with("model", request.model());
        boolean stored = storage(request, parameters, body);
        body.with("input", new InputMapper(stored).items(request.messages()));
        parameters.place(
                body,
                Parameter.PREVIOUS_RESPONSE_ID,
                Parameter.TEMPERATURE,
                Parameter.TOP_P,
                Parameter.TOP_LOGPROBS,
                Parameter.PARALLEL_TOOL_CALLS,
                Parameter.METADATA,
                Parameter.SERVICE_TIER,
                Parameter.SAFETY_IDENTIFIER,
                Parameter.USER,
                Parameter.PROMPT_CACHE_KEY,
                Parameter.PROMPT_CACHE_OPTIONS,
                Parameter.PROMPT_CACHE_RETENTION,
                Parameter.MODERATION);
        tools(parameters, body);
        output(parameters, body);
        body.with("stream", request.isStreamed());
        Boolean obfuscation = parameters.take(Parameter.INCLUDE_OBFUSCATION);
        if (obfuscation != null && request.isStreamed()) {
            body.with("stream_options", Map.of("include_obfuscation", obfuscation));
        }
        parameters.leaveOut(Parameter.STREAM, Parameter.INCLUDE_USAGE);
        parameters.leaveOutIf(Parameter.N, 1);
        parameters.leaveOutIf(Parameter.MODALITIES, List.of("text"));
        parameters.refuse(ADVICE);
        return body.with(request.extras());
    }

    /**
     * Writes whether the answer is stored, and what to include. The API stores answers by default; a conversation that
     * lives with the caller needs no copy there, but its reasoning, encrypted.
     *
     * @return whether the answer is stored
     */
    private static boolean storage(ChatRequest request, RemainingParameters parameters, WireObject body) {
        boolean stateful = request.get(Parameter.PREVIOUS_RESPONSE_ID) != null
                || STATEFUL.stream().anyMatch(name -> request.extras().get(name) != null);
        Boolean store = parameters.take(Parameter.STORE);
        if (store == null && !stateful) {
            store = false;
        }
        boolean stored = !Boolean.FALSE.equals(store);
        if (request.extras().override("store")) {
            stored = !new JsonText("false").equals(request.extras().get("store"));
        }
        List<String> include = new ArrayList<>();
        if (!stored && mayReason(request.model())) {
            include.add(ENCRYPTED_REASONING);
        }
        if (Boolean.TRUE.equals(parameters.take(Parameter.LOGPROBS))) {
            include.add(LOGPROBS);
        }
        body.with("store", store).with("include", include.isEmpty() ? null : include);
        return stored;
    }

    /** OpenAI's models before the reasoning ones refuse to include encrypted reasoning. */
    private static boolean mayReason(String model) {
        return !(model.contains("gpt-4") || model.contains("gpt-3") || model.contains("gpt-5-chat"));
    }

    private static void tools(RemainingParameters parameters, WireObject body) {
        List<Object> tools = new ArrayList<>();
        for (ToolDefinition tool :
                Objects.requireNonNullElse(parameters.take(Parameter.TOOLS), List.<ToolDefinition>of())) {
            tools.add(ResponsesTools.tool(tool));
        }
        WebSearchOptions search = parameters.take(Parameter.WEB_SEARCH_OPTIONS);
        if (search != null) {
            tools.add(ResponsesTools.webSearch(search));
        }
        ToolChoice choice = parameters.take(Parameter.TOOL_CHOICE);
        body.with("tools", tools.isEmpty() ? null : tools)
                .with("tool_choice", choice == null ? null : ResponsesTools.choice(choice));
    }

    private static void output(RemainingParameters parameters, WireObject body) {
        Integer answer = parameters.take(Parameter.MAX_TOKENS);
        Integer all = parameters.take(Parameter.MAX_COMPLETION_TOKENS);
        body.with("max_output_tokens", all == null ? answer : all)
                .with(
                        "reasoning",
                        nullIfEmpty(new WireObject()
                                .with("effort", parameters.take(Parameter.REASONING_EFFORT))
                                .with("summary", parameters.take(Parameter.REASONING_SUMMARY))))
                .with(
                        "text",
                        nullIfEmpty(new WireObject()
                                .with("format", ResponsesTools.format(parameters.take(Parameter.RESPONSE_FORMAT)))
                                .with("verbosity", parameters.take(Parameter.VERBOSITY))));
    }

    private static @Nullable Object nullIfEmpty(WireObject object) {
        return object.members().isEmpty() ? null : object.members();
    }
}
