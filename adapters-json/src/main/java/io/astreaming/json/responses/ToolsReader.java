package io.astreaming.json.responses;

import io.astreaming.json.request.ObjectFields;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tools, choices among them and formats of the Responses API. Members that have no field stay in the extras. */
final class ToolsReader {
    private ToolsReader() {}

    static void read(ObjectFields fields, ChatRequest.Builder request) {
        JsonText wire = fields.get("tools");
        List<JsonText> tools = fields.list("tools");
        if (wire != null && tools != null) {
            if (tools.isEmpty()) {
                fields.keep("tools", wire);
            } else {
                tools.forEach(tool -> request.tool(tool(tool)));
            }
        }
        JsonText given = fields.get("tool_choice");
        ToolChoice choice = given == null ? null : choice(given);
        if (choice != null) {
            request.toolChoice(choice);
            fields.drop("tool_choice");
        }
    }

    private static ToolDefinition tool(JsonText json) {
        ObjectFields fields = new ObjectFields("a tool", json);
        String type = fields.string("type");
        if (type == null) {
            throw new IllegalArgumentException("a tool must have a type");
        }
        boolean function = type.equals("function");
        String name = function || type.equals("custom") ? fields.string("name") : null;
        if (name == null) {
            return new ToolDefinition.Other(type, fields.remaining());
        }
        String description = fields.string("description");
        if (!function) {
            ToolDefinition.Format format = inputFormat(fields);
            return new ToolDefinition.Custom(name, description, format, fields.remaining());
        }
        JsonText parameters = fields.structure("parameters");
        Boolean strict = fields.bool("strict");
        // The writer writes both always.
        if (parameters == null && fields.get("parameters") == null) {
            fields.keep("parameters", JsonText.ABSENT);
        }
        if (strict == null && fields.get("strict") == null) {
            fields.keep("strict", JsonText.ABSENT);
        }
        return new ToolDefinition.Function(name, description, parameters, strict, fields.remaining());
    }

    private static ToolDefinition.@Nullable Format inputFormat(ObjectFields tool) {
        ObjectFields format = tool.inner("format");
        String type = format == null ? null : format.string("type");
        if (format == null || type == null) {
            return null;
        }
        String syntax = format.string("syntax");
        String definition = format.string("definition");
        if (!format.isEmpty()) {
            return null;
        } else if (type.equals("text") && syntax == null && definition == null) {
            tool.drop("format");
            return ToolDefinition.Format.TEXT;
        } else if (type.equals("grammar") && syntax != null && definition != null) {
            tool.drop("format");
            return ToolDefinition.Format.grammar(syntax, definition);
        }
        return null;
    }

    /** Reads a choice; null if {@link ToolChoice} can't hold it. */
    private static @Nullable ToolChoice choice(JsonText json) {
        String mode = json.string();
        if (mode != null) {
            return mode.isBlank() ? null : new ToolChoice.Mode(mode);
        } else if (!json.text().startsWith("{")) {
            return null;
        }
        ObjectFields fields = new ObjectFields("a tool choice", json);
        List<JsonText> elements = fields.list("tools");
        if (elements == null) {
            return named(fields);
        }
        String type = fields.string("type");
        String word = fields.string("mode");
        List<ToolChoice.Named> tools = new ArrayList<>();
        for (JsonText element : elements) {
            ToolChoice.Named tool = named(new ObjectFields("an allowed tool", element));
            if (tool != null) {
                tools.add(tool);
            }
        }
        boolean whole = "allowed_tools".equals(type) && fields.isEmpty() && tools.size() == elements.size();
        return whole && word != null && !tools.isEmpty() ? new ToolChoice.Allowed(word, tools) : null;
    }

    private static ToolChoice.@Nullable Named named(ObjectFields fields) {
        String type = fields.string("type");
        String name = fields.string("name");
        if (type == null || name == null || name.isBlank() || !fields.isEmpty()) {
            return null;
        }
        return type.equals("function") || type.equals("custom") ? new ToolChoice.Named(type, name) : null;
    }

    /** Reads a format; null if it names no type. */
    static @Nullable ResponseFormat format(ObjectFields fields) {
        String type = fields.string("type");
        if (type == null) {
            return null;
        }
        String name = type.equals("json_schema") ? fields.string("name") : null;
        if (name == null) {
            return new ResponseFormat.Plain(type, fields.remaining());
        }
        String description = fields.string("description");
        JsonText schema = fields.structure("schema");
        Boolean strict = fields.bool("strict");
        return new ResponseFormat.JsonSchema(name, description, schema, strict, fields.remaining());
    }
}
