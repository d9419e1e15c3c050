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
import java.util.ArrayList;
import java.util.List;

/**
 * Reads messages. Members that have no field, or whose form isn't the one that {@link MessageMapper} writes, stay in
 * the extras.
 */
public final class MessageReader {
    private MessageReader() {}

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if the JSON isn't a message
     */
    public static Message read(JsonText json) {
        ObjectFields fields = new ObjectFields("a message", json);
        String role = fields.string("role");
        if (role == null || role.isEmpty()) {
            throw new IllegalArgumentException("a message must have a role");
        }
        return switch (role) {
            case "assistant" -> assistant(fields);
            case "tool" -> tool(fields);
            default -> {
                List<ContentPart> content = ContentPartReader.content(fields);
                yield new PromptMessage(Role.of(role), content, fields.string("name"), fields.remaining());
            }
        };
    }

    private static ToolMessage tool(ObjectFields fields) {
        String id = fields.string("tool_call_id");
        if (id == null) {
            throw new IllegalArgumentException("a message of a tool must have the id of the call");
        }
        return new ToolMessage(id, ContentPartReader.content(fields), fields.remaining());
    }

    private static AssistantMessage assistant(ObjectFields fields) {
        List<ContentPart> content = ContentPartReader.content(fields);
        JsonText kept = fields.get("content");
        if (kept != null && kept.isNull()) {
            fields.drop("content"); // MessageMapper writes the same
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
                StoredItems.read(fields),
                fields.remaining());
    }

    /** Returns the calls; if one of them lacks an id, a type or what it calls, all stay in the extras. */
    private static List<ToolCall> calls(ObjectFields fields) {
        JsonText wire = fields.get("tool_calls");
        List<JsonText> elements = fields.list("tool_calls");
        List<ToolCall> calls = new ArrayList<>();
        for (JsonText element : elements == null ? List.<JsonText>of() : elements) {
            ObjectFields call = new ObjectFields("a tool call", element);
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
            fields.keep(name, JsonText.NULL); // MessageMapper writes an empty string: keep the form on the wire
        }
        return value == null ? "" : value;
    }
}
