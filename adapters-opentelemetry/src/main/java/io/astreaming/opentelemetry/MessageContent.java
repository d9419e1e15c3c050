package io.astreaming.opentelemetry;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.JsonText;
import io.astreaming.observation.StreamReport;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ToolMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Messages as the JSON that the conventions define for {@code gen_ai.input.messages} and
 * {@code gen_ai.output.messages}. Of parts that aren't text only the kind is kept.
 */
final class MessageContent {
    private final UnaryOperator<String> redactor;

    private MessageContent(UnaryOperator<String> redactor) {
        this.redactor = redactor;
    }

    /** Returns a request's messages as JSON. */
    static String of(List<Message> messages, UnaryOperator<String> redactor) {
        MessageContent content = new MessageContent(redactor);
        List<String> all = new ArrayList<>();
        for (Message message : messages) {
            all.add(content.message(message));
        }
        return "[" + String.join(",", all) + "]";
    }

    /** Returns an answer's choices as JSON, as far as they arrived. */
    static String of(ChatCompletion completion, StreamReport report, UnaryOperator<String> redactor) {
        MessageContent content = new MessageContent(redactor);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < completion.choices().size(); i++) {
            CompletedChoice choice = completion.choices().get(i);
            List<String> parts = new ArrayList<>();
            content.text(parts, "reasoning", choice.reasoning());
            content.text(parts, "text", choice.content());
            content.text(parts, "refusal", choice.refusal());
            content.calls(parts, choice.toolCalls());
            all.add(message("assistant", parts, report.finishReasons().get(i)));
        }
        return "[" + String.join(",", all) + "]";
    }

    private String message(Message message) {
        List<String> parts = new ArrayList<>();
        if (message instanceof ToolMessage result) {
            parts.add("{\"type\":\"tool_call_response\",\"id\":" + string(result.toolCallId()) + ",\"response\":"
                    + string(redactor.apply(result.text())) + "}");
            return message("tool", parts, null);
        }
        for (ContentPart part : message.content()) {
            if (part instanceof ContentPart.Text text) {
                text(parts, "text", text.text());
            } else {
                String kind = part.getClass().getSimpleName().toLowerCase(Locale.ROOT);
                parts.add("{\"type\":" + string(kind) + "}");
            }
        }
        if (message instanceof AssistantMessage answer) {
            text(parts, "refusal", answer.refusal());
            calls(parts, answer.toolCalls());
            return message("assistant", parts, null);
        }
        String role = message instanceof PromptMessage prompt ? prompt.role().value() : "user";
        return message(role, parts, null);
    }

    private static String message(String role, List<String> parts, @Nullable String finishReason) {
        String end = finishReason == null ? "" : ",\"finish_reason\":" + string(finishReason);
        return "{\"role\":" + string(role) + ",\"parts\":[" + String.join(",", parts) + "]" + end + "}";
    }

    private void text(List<String> parts, String type, @Nullable String text) {
        if (text != null) {
            parts.add("{\"type\":\"" + type + "\",\"content\":" + string(redactor.apply(text)) + "}");
        }
    }

    private void calls(List<String> parts, List<ToolCall> calls) {
        for (ToolCall call : calls) {
            String id = call.id() == null ? "" : ",\"id\":" + string(call.id());
            parts.add("{\"type\":\"tool_call\"" + id + ",\"name\":" + string(call.name()) + ",\"arguments\":"
                    + string(redactor.apply(call.arguments())) + "}");
        }
    }

    private static String string(String text) {
        return JsonText.ofString(text).text();
    }
}
