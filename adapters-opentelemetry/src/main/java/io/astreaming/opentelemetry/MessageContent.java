package io.astreaming.opentelemetry;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.observation.StreamReport;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ToolMessage;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as the JSON that the conventions define for {@code gen_ai.input.messages} and
 * {@code gen_ai.output.messages}. Of parts that aren't text only the kind is kept. Not thread-safe.
 */
final class MessageContent {
    private final UnaryOperator<String> redactor;
    private final JsonWriter json = new JsonWriter();

    private MessageContent(UnaryOperator<String> redactor) {
        this.redactor = redactor;
    }

    /** Returns a request's messages as JSON. */
    static String of(List<Message> messages, UnaryOperator<String> redactor) {
        MessageContent content = new MessageContent(redactor);
        content.json.beginArray();
        messages.forEach(content::message);
        return content.json.endArray().text().text();
    }

    /** Returns an answer's choices as JSON, as far as they arrived. */
    static String of(ChatCompletion completion, StreamReport report, UnaryOperator<String> redactor) {
        MessageContent content = new MessageContent(redactor);
        content.json.beginArray();
        for (int i = 0; i < completion.choices().size(); i++) {
            content.choice(completion.choices().get(i), report.finishReasons().get(i));
        }
        return content.json.endArray().text().text();
    }

    private void choice(CompletedChoice choice, String finishReason) {
        begin("assistant");
        text("reasoning", choice.reasoning());
        text("text", choice.content());
        text("refusal", choice.refusal());
        choice.toolCalls().forEach(this::call);
        functionCall(choice.functionCall());
        json.endArray().name("finish_reason").string(finishReason).endObject();
    }

    private void message(Message message) {
        if (message instanceof ToolMessage result) {
            begin("tool");
            part("tool_call_response").name("id").string(result.toolCallId());
            json.name("response").string(redactor.apply(result.text())).endObject();
        } else {
            begin(message instanceof PromptMessage prompt ? prompt.role().value() : "assistant");
            message.content().forEach(this::content);
        }
        if (message instanceof AssistantMessage answer) {
            text("refusal", answer.refusal());
            answer.toolCalls().forEach(this::call);
            functionCall(answer.functionCall());
        }
        json.endArray().endObject();
    }

    private void begin(String role) {
        json.beginObject().name("role").string(role).name("parts").beginArray();
    }

    private JsonWriter part(String type) {
        return json.beginObject().name("type").string(type);
    }

    private void content(ContentPart part) {
        if (part instanceof ContentPart.Text text) {
            text("text", text.text());
        } else {
            part(part.getClass().getSimpleName().toLowerCase(Locale.ROOT)).endObject();
        }
    }

    private void text(String type, @Nullable String text) {
        if (text != null) {
            part(type).name("content").string(redactor.apply(text)).endObject();
        }
    }

    private void call(ToolCall call) {
        part("tool_call");
        if (call.id() != null) {
            json.name("id").string(call.id());
        }
        end(call.name(), call.arguments());
    }

    private void functionCall(@Nullable FunctionCall call) {
        if (call != null) {
            part("tool_call");
            end(call.name(), call.arguments());
        }
    }

    private void end(String name, String arguments) {
        json.name("name").string(name);
        json.name("arguments").string(redactor.apply(arguments)).endObject();
    }
}
