package io.astreaming.json.gemini;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.request.ObjectFields;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ToolMessage;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads contents of the Gemini API as messages. The protocol matches results with calls by the function's name and their
 * order; here each call gets an id. For one conversation.
 */
final class ContentReader {
    /** The calls that have no result yet, in their order. */
    private final List<ToolCall> open = new ArrayList<>();

    private int calls;

    /** Reads the system instruction; null if there is none. */
    @Nullable
    Message system(@Nullable ObjectFields content) {
        List<ContentPart> parts = content == null ? List.of() : parts(partsOf(content));
        return parts.isEmpty() ? null : new PromptMessage(Role.SYSTEM, parts, null, Extras.NONE);
    }

    /** Reads a content; results of tools become messages of their own. */
    List<Message> read(ObjectFields content) {
        String role = content.string("role");
        List<JsonText> parts = partsOf(content);
        if ("model".equals(role)) {
            return List.of(answer(parts));
        }
        List<Message> messages = new ArrayList<>();
        List<JsonText> others = new ArrayList<>();
        for (JsonText part : parts) {
            ObjectFields result = new ObjectFields("a part", part).inner("functionResponse");
            if (result == null) {
                others.add(part);
            } else {
                messages.add(result(result));
            }
        }
        List<ContentPart> said = parts(others);
        if (!said.isEmpty()) {
            messages.add(new PromptMessage(Role.USER, said, null, Extras.NONE));
        }
        return messages;
    }

    private static List<JsonText> partsOf(ObjectFields content) {
        List<JsonText> parts = content.list("parts");
        return parts == null ? List.of() : parts;
    }

    private Message answer(List<JsonText> parts) {
        open.clear();
        List<ContentPart> content = new ArrayList<>();
        List<AnswerItem> items = new ArrayList<>();
        for (JsonText part : parts) {
            ObjectFields fields = new ObjectFields("a part", part);
            boolean thought = Boolean.TRUE.equals(fields.bool("thought"));
            String text = fields.string("text");
            if (text != null && !thought) {
                content.add(ContentPart.text(text));
            }
            ObjectFields call = fields.inner("functionCall");
            if (call != null) {
                open.add(call(call));
            }
            String type = call != null ? "functionCall" : thought ? "thought" : text != null ? "text" : "part";
            items.add(new AnswerItem(Protocol.GEMINI, items.size(), type, part));
        }
        return new AssistantMessage(content, null, null, open, null, null, items, Extras.NONE);
    }

    private ToolCall call(ObjectFields call) {
        String id = call.string("id");
        String name = call.string("name");
        JsonText args = call.structure("args");
        if (name == null) {
            throw new IllegalArgumentException("a call must have the name of a function");
        }
        return new ToolCall(
                id == null || id.isBlank() ? "call_" + calls++ : id,
                name,
                args == null ? "{}" : args.minified().text(),
                true);
    }

    private ToolMessage result(ObjectFields result) {
        String name = result.string("name");
        JsonText response = result.structure("response");
        ToolCall call = open.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the result of a function must follow the content that calls the function"));
        open.remove(call);
        String text = response == null ? "" : response.minified().text();
        return new ToolMessage(String.valueOf(call.id()), List.of(ContentPart.text(text)), result.remaining());
    }

    private static List<ContentPart> parts(List<JsonText> parts) {
        List<ContentPart> read = new ArrayList<>();
        for (JsonText part : parts) {
            ObjectFields fields = new ObjectFields("a part", part);
            String text = fields.string("text");
            ObjectFields inline = fields.inner("inlineData");
            String type = inline == null ? null : inline.string("mimeType");
            String data = inline == null ? null : inline.string("data");
            if (text != null) {
                read.add(new ContentPart.Text(text, fields.remaining()));
            } else if (type != null && data != null) {
                fields.drop("inlineData");
                read.add(file(type, data, fields.remaining()));
            } else {
                // The writer has no text for it: its members, as extras, take the text's place.
                fields.keep("text", JsonText.ABSENT);
                read.add(new ContentPart.Text("", fields.remaining()));
            }
        }
        return read;
    }

    private static ContentPart file(String type, String data, Extras extras) {
        String url = "data:" + type + ";base64," + data;
        if (type.startsWith("image/")) {
            return new ContentPart.Image(url, null, extras);
        }
        return type.startsWith("audio/")
                ? new ContentPart.Audio(data, type.substring("audio/".length()), extras)
                : new ContentPart.File(null, null, url, extras);
    }
}
