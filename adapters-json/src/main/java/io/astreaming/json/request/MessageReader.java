package io.astreaming.json.request;

import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ToolMessage;
import io.astreaming.value.Role;
import jakarta.json.stream.JsonParserFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages. What isn't modelled, or isn't written as we write it, is kept in the extras. Thread-safe. */
public record MessageReader(JsonParserFactory parsers) {
    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is none
     */
    public Message read(JsonText json) {
        ObjectFields fields = new ObjectFields(parsers, "a message", json);
        String role = fields.string("role");
        if (role == null || role.isEmpty()) {
            throw new IllegalArgumentException("a message has to name its role");
        }
        return switch (role) {
            case "assistant" -> assistant(fields);
            case "tool" -> tool(fields);
            default -> {
                List<ContentPart> content = content(fields);
                yield new PromptMessage(Role.of(role), content, fields.string("name"), fields.remaining());
            }
        };
    }

    private ToolMessage tool(ObjectFields fields) {
        String id = fields.string("tool_call_id");
        if (id == null) {
            throw new IllegalArgumentException("a tool's message has to name the call");
        }
        return new ToolMessage(id, content(fields), fields.remaining());
    }

    private AssistantMessage assistant(ObjectFields fields) {
        List<ContentPart> content = content(fields);
        JsonText kept = fields.get("content");
        if (kept != null && kept.isNull()) {
            fields.drop("content"); // which is how we write it, too
        }
        ObjectFields audio = fields.inner("audio");
        String audioId = audio == null ? null : audio.string("id");
        if (audio != null && audioId != null) {
            fields.consumed("audio", audio);
        }
        ObjectFields function = fields.inner("function_call");
        FunctionCall functionCall = null;
        if (function != null) {
            functionCall = new FunctionCall(word(function, "name"), word(function, "arguments"), true);
            fields.consumed("function_call", function);
        }
        return new AssistantMessage(
                content,
                fields.string("name"),
                fields.string("refusal"),
                calls(fields),
                functionCall,
                audioId,
                fields.remaining());
    }

    /** The calls; if one of them can't be held, all stay as they are. */
    private List<ToolCall> calls(ObjectFields fields) {
        JsonText wire = fields.get("tool_calls");
        List<JsonText> elements = fields.list("tool_calls");
        List<ToolCall> calls = new ArrayList<>();
        for (JsonText element : elements == null ? List.<JsonText>of() : elements) {
            ObjectFields call = new ObjectFields(parsers, "a tool call", element);
            String id = call.string("id");
            String type = call.string("type");
            boolean custom = ToolCall.CUSTOM.equals(type);
            ObjectFields called = call.inner(custom ? "custom" : "function");
            if (id == null || type == null || called == null) {
                calls.clear();
                break;
            }
            String name = word(called, "name");
            String arguments = word(called, custom ? "input" : "arguments");
            call.consumed(custom ? "custom" : "function", called);
            calls.add(new ToolCall(id, type, name, arguments, true, call.remaining()));
        }
        if (wire != null && calls.isEmpty()) {
            fields.keep("tool_calls", wire);
        }
        return calls;
    }

    private static String word(ObjectFields fields, String name) {
        String value = fields.string(name);
        if (value == null || value.isBlank()) {
            fields.keep(name, JsonText.NULL); // not how we write it: the wire's form stays
        }
        return value == null ? "" : value;
    }

    private List<ContentPart> content(ObjectFields fields) {
        String text = fields.string("content");
        if (text != null) {
            return List.of(ContentPart.text(text));
        }
        JsonText wire = fields.get("content");
        List<JsonText> elements = fields.list("content");
        if (wire == null) {
            fields.keep("content", JsonText.ABSENT);
        }
        if (elements == null) {
            return List.of();
        }
        List<ContentPart> parts = elements.stream().map(this::part).toList();
        if (wire != null && (parts.isEmpty() || MessageMapper.isPlain(parts))) {
            fields.keep("content", wire);
        }
        return parts;
    }

    private ContentPart part(JsonText json) {
        ObjectFields fields = new ObjectFields(parsers, "a part of a message's content", json);
        String type = fields.string("type");
        if (type == null) {
            throw new IllegalArgumentException("a part of a message's content has to name its type");
        }
        ContentPart part = switch (type) {
            case "text" -> text(fields);
            case "refusal" -> refusal(fields);
            case "image_url" -> image(fields);
            case "input_audio" -> audio(fields);
            case "file" -> file(fields);
            default -> null;
        };
        return part == null ? new ContentPart.Other(type, fields.remaining()) : part;
    }

    private static @Nullable ContentPart text(ObjectFields fields) {
        String text = fields.string("text");
        return text == null ? null : new ContentPart.Text(text, fields.remaining());
    }

    private static @Nullable ContentPart refusal(ObjectFields fields) {
        String refusal = fields.string("refusal");
        return refusal == null ? null : new ContentPart.Refusal(refusal, fields.remaining());
    }

    private static @Nullable ContentPart image(ObjectFields fields) {
        ObjectFields image = fields.inner("image_url");
        String url = image == null ? null : image.string("url");
        if (image == null || url == null) {
            return null;
        }
        String detail = image.string("detail");
        fields.consumed("image_url", image);
        return new ContentPart.Image(url, detail, fields.remaining());
    }

    private static @Nullable ContentPart audio(ObjectFields fields) {
        ObjectFields audio = fields.inner("input_audio");
        String data = audio == null ? null : audio.string("data");
        String format = audio == null ? null : audio.string("format");
        if (audio == null || data == null || format == null) {
            return null;
        }
        fields.consumed("input_audio", audio);
        return new ContentPart.Audio(data, format, fields.remaining());
    }

    private static @Nullable ContentPart file(ObjectFields fields) {
        ObjectFields file = fields.inner("file");
        String id = file == null ? null : file.string("file_id");
        String data = file == null ? null : file.string("file_data");
        if (file == null || (id == null && data == null)) {
            return null;
        }
        String filename = file.string("filename");
        fields.consumed("file", file);
        return new ContentPart.File(id, filename, data, fields.remaining());
    }
}
