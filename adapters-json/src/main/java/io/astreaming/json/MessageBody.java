package io.astreaming.json;

import static io.astreaming.json.ObjectBody.tagged;

import io.astreaming.chunk.Extras;
import io.astreaming.chunk.JsonText;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ToolMessage;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The messages' shape on the wire. */
final class MessageBody {
    private MessageBody() {}

    static Map<String, Object> of(Message message) {
        ObjectBody body = new ObjectBody().with("role", message.role().value());
        if (message instanceof PromptMessage prompt) {
            body.with("content", content(prompt.content())).with("name", prompt.name());
        } else if (message instanceof ToolMessage result) {
            body.with("content", content(result.content())).with("tool_call_id", result.toolCallId());
        } else if (message instanceof AssistantMessage said) {
            body.with("content", said.content().isEmpty() ? JsonText.NULL : content(said.content()))
                    .with("name", said.name())
                    .with("refusal", said.refusal())
                    .with("audio", said.audioId() == null ? null : new Wire.Id(said.audioId()))
                    .with("tool_calls", said.toolCalls().isEmpty() ? null : calls(said.toolCalls()))
                    .with("function_call", said.functionCall() == null ? null : called(said.functionCall()));
        }
        return body.with(message.extras());
    }

    /** A text alone as a string, which everybody understands; anything else as a list of parts. */
    static Object content(List<ContentPart> parts) {
        return isPlain(parts)
                ? ((ContentPart.Text) parts.get(0)).text()
                : parts.stream().map(MessageBody::part).toList();
    }

    /** Whether content goes as a string. */
    static boolean isPlain(List<ContentPart> parts) {
        return parts.size() == 1
                && parts.get(0) instanceof ContentPart.Text
                && parts.get(0).extras().isEmpty();
    }

    private static Map<String, Object> part(ContentPart part) {
        Extras extras = part.extras();
        if (part instanceof ContentPart.Text text) {
            return tagged("text", text.text(), extras);
        } else if (part instanceof ContentPart.Image image) {
            return tagged("image_url", new Wire.ImageUrl(image.url(), image.detail()), extras);
        } else if (part instanceof ContentPart.Audio audio) {
            return tagged("input_audio", new Wire.InputAudio(audio.data(), audio.format()), extras);
        } else if (part instanceof ContentPart.File file) {
            return tagged("file", new Wire.FileData(file.id(), file.filename(), file.data()), extras);
        } else if (part instanceof ContentPart.Refusal refusal) {
            return tagged("refusal", refusal.refusal(), extras);
        } else {
            return tagged(((ContentPart.Other) part).type(), null, extras);
        }
    }

    private static List<Map<String, Object>> calls(List<ToolCall> calls) {
        return calls.stream().map(MessageBody::call).toList();
    }

    private static Map<String, Object> call(ToolCall call) {
        Object called = call.type().equals(ToolCall.CUSTOM)
                ? new Wire.CustomCalled(call.name(), call.arguments())
                : new Wire.Called(call.name(), arguments(call.arguments()));
        String member = call.type().equals(ToolCall.CUSTOM) ? ToolCall.CUSTOM : ToolCall.FUNCTION;
        return new ObjectBody()
                .with("id", Objects.requireNonNull(call.id()))
                .with("type", call.type())
                .with(member, called)
                .with(call.extras());
    }

    private static Wire.Called called(FunctionCall call) {
        return new Wire.Called(call.name(), arguments(call.arguments()));
    }

    /** Providers that parse what they sent stumble over no JSON at all. */
    private static String arguments(String streamed) {
        return streamed.isBlank() ? "{}" : streamed;
    }
}
