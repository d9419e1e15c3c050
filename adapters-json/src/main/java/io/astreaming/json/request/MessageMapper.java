package io.astreaming.json.request;

import static io.astreaming.json.request.WireObject.tagged;

import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.token.Surrogates;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ToolMessage;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The messages' shape on the wire. */
public final class MessageMapper {
    private MessageMapper() {}

    public static Map<String, Object> of(Message message) {
        WireObject body = new WireObject().with("role", message.role().value());
        if (message instanceof PromptMessage prompt) {
            body.with("content", content(prompt.content())).with("name", prompt.name());
        } else if (message instanceof ToolMessage result) {
            body.with("content", content(result.content())).with("tool_call_id", result.toolCallId());
        } else if (message instanceof AssistantMessage said) {
            FunctionCall function = said.functionCall();
            body.with("content", said.content().isEmpty() ? JsonText.NULL : content(said.content()))
                    .with("name", said.name())
                    .with("refusal", said.refusal())
                    .with("audio", said.audioId() == null ? null : id(said.audioId()))
                    .with(
                            "tool_calls",
                            said.toolCalls().isEmpty()
                                    ? null
                                    : said.toolCalls().stream()
                                            .map(MessageMapper::call)
                                            .toList())
                    .with("function_call", function == null ? null : called(function.name(), function.arguments()));
        }
        return body.with(message.extras());
    }

    /** A text alone as a string, which everybody understands; anything else as a list of parts. */
    static Object content(List<ContentPart> parts) {
        return isPlain(parts)
                ? ((ContentPart.Text) parts.get(0)).text()
                : parts.stream().map(MessageMapper::part).toList();
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
            return tagged("image_url", image(image), extras);
        } else if (part instanceof ContentPart.Audio audio) {
            return tagged("input_audio", audio(audio), extras);
        } else if (part instanceof ContentPart.File file) {
            return tagged("file", file(file), extras);
        } else if (part instanceof ContentPart.Refusal refusal) {
            return tagged("refusal", refusal.refusal(), extras);
        } else {
            return tagged(((ContentPart.Other) part).type(), null, extras);
        }
    }

    private static Map<String, Object> image(ContentPart.Image image) {
        return new WireObject()
                .with("url", image.url())
                .with("detail", image.detail())
                .members();
    }

    private static Map<String, Object> audio(ContentPart.Audio audio) {
        return new WireObject()
                .with("data", audio.data())
                .with("format", audio.format())
                .members();
    }

    private static Map<String, Object> file(ContentPart.File file) {
        return new WireObject()
                .with("file_id", file.id())
                .with("filename", file.filename())
                .with("file_data", file.data())
                .members();
    }

    /** Whatever is referred to by id. */
    static Map<String, Object> id(String id) {
        return Map.of("id", id);
    }

    private static Map<String, Object> call(ToolCall call) {
        boolean custom = call.type().equals(ToolCall.CUSTOM);
        Map<String, Object> called = custom
                ? new WireObject()
                        .with("name", call.name())
                        .with("input", call.arguments())
                        .members()
                : called(call.name(), call.arguments());
        return new WireObject()
                .with("id", Objects.requireNonNull(call.id()))
                .with("type", call.type())
                .with(custom ? ToolCall.CUSTOM : ToolCall.FUNCTION, called)
                .with(call.extras());
    }

    /**
     * Providers that parse what they sent stumble over arguments that are no JSON at all, or hold half a surrogate
     * pair.
     */
    private static Map<String, Object> called(String name, String arguments) {
        return new WireObject()
                .with("name", name)
                .with("arguments", arguments.isBlank() ? "{}" : Surrogates.mended(arguments))
                .members();
    }
}
