package io.astreaming.json.request;

import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tools, choices among them, and response formats. Members that have no field stay in the extras. */
final class ToolReader {
    private ToolReader() {}

    /**
     * Reads a tool.
     *
     * @throws IllegalArgumentException if the JSON isn't an object with a type
     */
    static ToolDefinition tool(JsonText json) {
        ObjectFields fields = new ObjectFields("a tool", json);
        String type = fields.string("type");
        if (type == null) {
            throw new IllegalArgumentException("a tool must have a type");
        }
        ObjectFields inner = fields.inner(type);
        String name = inner == null ? null : inner.string("name");
        if (inner == null || name == null || !(type.equals("function") || type.equals("custom"))) {
            return new ToolDefinition.Other(type, fields.remaining());
        }
        String description = inner.string("description");
        if (type.equals("custom")) {
            ToolDefinition.Format format = format(inner);
            fields.consumed(type, inner);
            return new ToolDefinition.Custom(name, description, format, fields.remaining());
        }
        JsonText parameters = inner.structure("parameters");
        Boolean strict = inner.bool("strict");
        fields.consumed(type, inner);
        return new ToolDefinition.Function(name, description, parameters, strict, fields.remaining());
    }

    private static ToolDefinition.@Nullable Format format(ObjectFields custom) {
        ObjectFields format = custom.inner("format");
        String type = format == null ? null : format.string("type");
        if (format == null || type == null) {
            return null;
        }
        if (type.equals("text")) {
            custom.consumed("format", format);
            return ToolDefinition.Format.TEXT;
        }
        ObjectFields grammar = format.inner("grammar");
        String syntax = grammar == null ? null : grammar.string("syntax");
        String definition = grammar == null ? null : grammar.string("definition");
        if (grammar == null || syntax == null || definition == null) {
            return null;
        }
        format.consumed("grammar", grammar);
        custom.consumed("format", format);
        return ToolDefinition.Format.grammar(syntax, definition);
    }

    /** Reads a choice among tools; null if {@link ToolChoice} can't hold it. */
    static @Nullable ToolChoice choice(JsonText json) {
        if (!json.text().startsWith("{")) {
            return null;
        }
        ObjectFields fields = new ObjectFields("a tool choice", json);
        ObjectFields allowed = fields.inner("allowed_tools");
        if (allowed == null) {
            return named(fields);
        }
        String type = fields.string("type");
        String mode = allowed.string("mode");
        List<JsonText> elements = allowed.list("tools");
        fields.consumed("allowed_tools", allowed);
        if (type == null
                || mode == null
                || elements == null
                || !fields.remaining().isEmpty()) {
            return null;
        }
        List<ToolChoice.Named> tools = new ArrayList<>();
        for (JsonText element : elements) {
            ToolChoice.Named tool = named(new ObjectFields("an allowed tool", element));
            if (tool == null) {
                return null;
            }
            tools.add(tool);
        }
        return new ToolChoice.Allowed(mode, tools);
    }

    private static ToolChoice.@Nullable Named named(ObjectFields fields) {
        String type = fields.string("type");
        ObjectFields inner = type == null ? null : fields.inner(type);
        String name = inner == null ? null : inner.string("name");
        if (type == null || inner == null || name == null) {
            return null;
        }
        fields.consumed(type, inner);
        return fields.remaining().isEmpty() ? new ToolChoice.Named(type, name) : null;
    }

    /** Reads a response format; null if it names no type. */
    static @Nullable ResponseFormat responseFormat(JsonText json) {
        ObjectFields fields = new ObjectFields("a response format", json);
        String type = fields.string("type");
        if (type == null) {
            return null;
        }
        ObjectFields inner = fields.inner("json_schema");
        String name = inner == null ? null : inner.string("name");
        if (!type.equals("json_schema") || inner == null || name == null) {
            return new ResponseFormat.Plain(type, fields.remaining());
        }
        String description = inner.string("description");
        JsonText schema = inner.structure("schema");
        Boolean strict = inner.bool("strict");
        fields.consumed("json_schema", inner);
        return new ResponseFormat.JsonSchema(name, description, schema, strict, fields.remaining());
    }
}
