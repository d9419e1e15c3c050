package io.astreaming.gateway;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.value.TokenLogprob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an answer in one piece, a {@code chat.completion}. */
final class WholeCompletion {
    /** Where most servers put reasoning, and most clients look for it. */
    static final String REASONING = "reasoning_content";

    private static final List<String> KEPT = List.of("service_tier", "system_fingerprint");

    private WholeCompletion() {}

    static String write(ChatCompletion completion, JsonbChatCodec codec) {
        Map<String, @Nullable Object> answer =
                Envelope.of("chat.completion", completion.id(), completion.created(), completion.model());
        answer.put(
                "choices",
                completion.choices().stream().map(WholeCompletion::choice).toList());
        JsonText usage = Tokens.write(completion.usage(), codec);
        if (usage != null) {
            answer.put("usage", usage);
        }
        for (String name : KEPT) {
            JsonText value = completion.extras().get(name);
            if (value != null) {
                answer.put(name, value);
            }
        }
        return new JsonWriter().tree(answer).text().text();
    }

    private static Map<String, @Nullable Object> choice(CompletedChoice choice) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", choice.content());
        message.put("refusal", choice.refusal());
        if (choice.reasoning() != null) {
            message.put(REASONING, choice.reasoning());
        }
        if (!choice.toolCalls().isEmpty()) {
            message.put("tool_calls", calls(choice.toolCalls()));
        }
        FunctionCall function = choice.functionCall();
        if (function != null) {
            message.put("function_call", Map.of("name", function.name(), "arguments", function.arguments()));
        }
        if (!choice.annotations().isEmpty()) {
            message.put("annotations", choice.annotations());
        }
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("index", choice.index());
        written.put("message", message);
        if (!choice.logprobs().isEmpty()) {
            written.put("logprobs", Map.of("content", logprobs(choice.logprobs())));
        }
        Finish.write(written, choice.finishReason(), !choice.toolCalls().isEmpty());
        return written;
    }

    private static List<Map<String, @Nullable Object>> calls(List<ToolCall> calls) {
        List<Map<String, @Nullable Object>> written = new ArrayList<>();
        for (ToolCall call : calls) {
            boolean custom = call.type().equals(ToolCall.CUSTOM);
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("id", call.id() == null ? idOf(written.size()) : call.id());
            each.put("type", call.type());
            each.put(
                    custom ? "custom" : "function",
                    Map.of("name", call.name(), custom ? "input" : "arguments", call.arguments()));
            written.add(each);
        }
        return written;
    }

    /** Returns the id of a call to which the provider gave none. */
    static String idOf(int number) {
        return "call_" + number;
    }

    private static List<Map<String, Object>> logprobs(List<TokenLogprob> tokens) {
        List<Map<String, Object>> written = new ArrayList<>();
        for (TokenLogprob token : tokens) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("token", token.token());
            each.put("logprob", Double.isNaN(token.logprob()) ? JsonText.NULL : token.logprob());
            List<Integer> bytes = new ArrayList<>();
            for (byte b : token.token().getBytes(StandardCharsets.UTF_8)) {
                bytes.add(b & 0xff);
            }
            each.put("bytes", bytes);
            each.put("top_logprobs", logprobs(token.topLogprobs()));
            written.add(each);
        }
        return written;
    }
}
