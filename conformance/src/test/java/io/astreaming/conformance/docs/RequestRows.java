package io.astreaming.conformance.docs;

import static io.astreaming.request.Parameter.*;

import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.AudioOutput;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Moderation;
import io.astreaming.request.PromptCacheOptions;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.ToolMessage;
import io.astreaming.request.WebSearchOptions;
import io.astreaming.value.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Every parameter of a request, set as a user would set it. What each row has to become as JSON stands under the same name in
 * requests.json; what it is for, in docs/requests.md.
 */
final class RequestRows {
    private static final JsonText SCHEMA =
            JsonText.of("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");

    private final Map<String, ChatRequest> rows = new LinkedHashMap<>();

    private RequestRows() {
        conversation();
        sampling();
        output();
        tools();
        service();
        gateways();
    }

    static Map<String, ChatRequest> all() {
        return new RequestRows().rows;
    }

    private void row(String name, UnaryOperator<ChatRequest.Builder> change) {
        rows.put(name, change.apply(ChatRequest.model("m").user("Hi")).build());
    }

    private void message(String name, Message message) {
        rows.put(name, ChatRequest.model("m").message(message).build());
    }

    private void conversation() {
        row("minimal", r -> r);
        message("developer", Message.developer("Be short.").withName("boss"));
        message("system", Message.system("Be short.").withName("boss"));
        message(
                "system_parts",
                PromptMessage.of(
                        Role.SYSTEM, ContentPart.text("Be").withCacheBreakpoint(), ContentPart.text(" short.")));
        message("user_message", Message.user("Hi").withName("ada"));
        message("text", Message.user(ContentPart.text("Hi").withCacheBreakpoint()));
        message(
                "image",
                Message.user(ContentPart.image("https://example.org/cat.png").withDetail("low")));
        message(
                "image_data",
                Message.user(
                        ContentPart.image("image/png", new byte[] {1, 2, 3}).withCacheBreakpoint()));
        message(
                "audio_part",
                Message.user(ContentPart.audio("wav", new byte[] {1, 2, 3}).withCacheBreakpoint()));
        message("file", Message.user(ContentPart.file("file-1").withCacheBreakpoint()));
        message("file_data", Message.user(ContentPart.file("a.pdf", "application/pdf", new byte[] {1, 2, 3})));
        message("assistant", Message.assistant("Hello").withName("m1"));
        message(
                "assistant_parts",
                said(
                        List.of(
                                ContentPart.text("Hello").withCacheBreakpoint(),
                                new ContentPart.Refusal("no", Extras.NONE)),
                        null,
                        List.of(),
                        null,
                        null));
        message("refusal", said(List.of(), "I won't.", List.of(), null, null));
        message("audio_id", said(List.of(), null, List.of(), null, "audio_1"));
        message(
                "tool_calls",
                said(
                        List.of(ContentPart.text("Let me see.")),
                        null,
                        List.of(
                                new ToolCall("c1", "weather", "{\"city\":\"Oslo\"}", true),
                                new ToolCall("c2", ToolCall.CUSTOM, "draw", "a cat", true, Extras.NONE)),
                        null,
                        null));
        message(
                "message_function_call",
                said(List.of(), null, List.of(), new FunctionCall("weather", "{}", true), null));
        message("tool", Message.tool("c1", "12 degrees"));
        message(
                "tool_parts",
                new ToolMessage("c1", List.of(ContentPart.text("12"), ContentPart.text(" degrees")), Extras.NONE));
        message("function", Message.function("weather", "12 degrees"));
    }

    private static AssistantMessage said(
            List<ContentPart> content, String refusal, List<ToolCall> calls, FunctionCall call, String audio) {
        return new AssistantMessage(content, null, refusal, calls, call, audio, Extras.NONE);
    }

    private void sampling() {
        row("temperature", r -> r.temperature(0.2));
        row("top_p", r -> r.set(TOP_P, 0.9));
        row("frequency_penalty", r -> r.set(FREQUENCY_PENALTY, -0.5));
        row("presence_penalty", r -> r.set(PRESENCE_PENALTY, 1.5));
        row("logit_bias", r -> r.set(LOGIT_BIAS, Map.of("50256", -100)));
        row("seed", r -> r.set(SEED, 7));
        row("stop", r -> r.set(STOP, List.of("END", "\n\n")));
        row("n", r -> r.set(N, 2));
        row("logprobs", r -> r.set(LOGPROBS, true));
        row("top_logprobs", r -> r.set(LOGPROBS, true).set(TOP_LOGPROBS, 3));
    }

    private void output() {
        row("max_tokens", r -> r.maxTokens(50));
        row("max_completion_tokens", r -> r.set(MAX_COMPLETION_TOKENS, 50));
        row("reasoning_effort", r -> r.set(REASONING_EFFORT, "high"));
        row("extra_reasoning_summary", r -> r.set(REASONING_SUMMARY, "auto"));
        row("extra_thinking_budget", r -> r.set(THINKING_BUDGET, 2048));
        row("verbosity", r -> r.set(VERBOSITY, "low"));
        row("response_text", r -> r.responseFormat(ResponseFormat.TEXT));
        row("response_json_object", r -> r.responseFormat(ResponseFormat.JSON_OBJECT));
        row(
                "response_json_schema",
                r -> r.responseFormat(
                        ResponseFormat.jsonSchema("place", SCHEMA, true).withDescription("Where it is")));
        row("prediction", r -> r.set(PREDICTION, List.of(ContentPart.text("as it was"))));
        row(
                "prediction_parts",
                r -> r.set(
                        PREDICTION,
                        List.of(ContentPart.text("as").withCacheBreakpoint(), ContentPart.text(" it was"))));
        row("modalities", r -> r.set(MODALITIES, List.of("text", "audio")));
        row("audio", r -> r.set(AUDIO, AudioOutput.of("alloy", "pcm16")));
        row("audio_voice_id", r -> r.set(AUDIO, AudioOutput.ofVoiceId("voice_1", "pcm16")));
        row("stream", r -> r.includeUsage(false));
        row("stream_whole", r -> r.stream(false));
        row("include_usage", r -> r.includeUsage(true));
        row("include_obfuscation", r -> r.includeUsage(false).set(INCLUDE_OBFUSCATION, false));
    }

    private void tools() {
        ToolDefinition.Function weather = ToolDefinition.function("weather", "Tells the weather", SCHEMA);
        row("tools", r -> r.tool(weather.withStrict(true)).tool(ToolDefinition.function("now", "Tells the time")));
        row("tools_custom", r -> r.tool(ToolDefinition.custom("draw", "Draws")));
        row(
                "tools_custom_text",
                r -> r.tool(ToolDefinition.custom("draw", "Draws").withFormat(ToolDefinition.Format.TEXT)));
        row(
                "tools_custom_grammar",
                r -> r.tool(ToolDefinition.custom("draw", "Draws")
                        .withFormat(ToolDefinition.Format.grammar("regex", "[a-z]+"))));
        row("tool_choice_none", r -> r.toolChoice(ToolChoice.NONE));
        row("tool_choice_auto", r -> r.toolChoice(ToolChoice.AUTO));
        row("tool_choice_required", r -> r.toolChoice(ToolChoice.REQUIRED));
        row("tool_choice_function", r -> r.toolChoice(ToolChoice.function("weather")));
        row("tool_choice_custom", r -> r.toolChoice(ToolChoice.custom("draw")));
        row(
                "tool_choice_allowed",
                r -> r.toolChoice(
                        ToolChoice.allowed("auto", ToolChoice.function("weather"), ToolChoice.custom("draw"))));
        row("parallel_tool_calls", r -> r.set(PARALLEL_TOOL_CALLS, false));
        row(
                "web_search_options",
                r -> r.set(
                        WEB_SEARCH_OPTIONS,
                        new WebSearchOptions(
                                "low", new WebSearchOptions.Location("Oslo", "Oslo", "NO", "Europe/Oslo"))));
        row("functions", r -> r.set(FUNCTIONS, List.of(weather)));
        row("function_call", r -> r.set(FUNCTION_CALL, "auto"));
        row("function_call_named", r -> r.set(FUNCTION_CALL, "weather"));
    }

    private void service() {
        row("service_tier", r -> r.set(SERVICE_TIER, "flex"));
        row("store", r -> r.set(STORE, true));
        row("extra_previous_response_id", r -> r.set(PREVIOUS_RESPONSE_ID, "resp_1"));
        row("metadata", r -> r.set(METADATA, Map.of("job", "a1")));
        row("moderation", r -> r.set(MODERATION, new Moderation("omni-moderation-latest", "block", "score")));
        row("safety_identifier", r -> r.set(SAFETY_IDENTIFIER, "9f86d08"));
        row("user", r -> r.set(USER, "9f86d08"));
        row("prompt_cache_key", r -> r.set(PROMPT_CACHE_KEY, "manual"));
        row("prompt_cache_options", r -> r.set(PROMPT_CACHE_OPTIONS, new PromptCacheOptions("explicit", "30m")));
        row("prompt_cache_retention", r -> r.set(PROMPT_CACHE_RETENTION, "24h"));
    }

    /** What no specification knows, and some gateways want. */
    private void gateways() {
        JsonText ephemeral = JsonText.of("{\"type\":\"ephemeral\"}");
        row("extra", r -> r.extra("top_k", JsonText.of("40")));
        row("extra_override", r -> r.set(STOP, List.of("x")).extra("stop", JsonText.of("\"END\"")));
        message("extra_message", Message.system("Be short.").withExtra("cache_control", ephemeral));
        message("extra_part", Message.user(ContentPart.text("Hi").withExtra("cache_control", ephemeral)));
        message(
                "extra_kind",
                Message.user(new ContentPart.Other(
                        "video_url",
                        new Extras(Map.of("video_url", JsonText.of("{\"url\":\"https://example.org/v\"}"))))));
        message(
                "extra_call",
                said(
                        List.of(),
                        null,
                        List.of(new ToolCall(
                                "c1",
                                ToolCall.FUNCTION,
                                "now",
                                "{}",
                                true,
                                new Extras(Map.of(
                                        "extra_content", JsonText.of("{\"google\":{\"thought_signature\":\"s\"}}"))))),
                        null,
                        null));
        message(
                "extra_reasoning",
                Message.assistant("Hello").withExtra("reasoning_content", JsonText.ofString("They said hi.")));
        row(
                "extra_tool",
                r -> r.tool(ToolDefinition.function("now", "Tells the time").withExtra("cache_control", ephemeral))
                        .tool(new ToolDefinition.Other("web_search", Extras.NONE)));
        row(
                "extra_format",
                r -> r.responseFormat(new ResponseFormat.Plain("json_object", new Extras(Map.of("schema", SCHEMA)))));
        message("extra_role", PromptMessage.of(new Role("critic"), ContentPart.text("Hm.")));
    }
}
