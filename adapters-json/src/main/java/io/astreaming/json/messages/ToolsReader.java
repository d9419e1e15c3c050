package io.astreaming.json.messages;

import io.astreaming.json.request.ObjectFields;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tools and choices among them. Members that have no field stay in the extras. */
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
        ObjectFields given = fields.inner("tool_choice");
        if (given == null) {
            return;
        }
        ToolChoice choice = choice(given);
        Boolean single = given.bool("disable_parallel_tool_use");
        boolean written = single == null
                || (!ToolChoice.NONE.equals(choice) && !request.build().tools().isEmpty());
        if (choice != null && given.isEmpty() && written) {
            request.toolChoice(choice);
            if (single != null) {
                request.set(Parameter.PARALLEL_TOOL_CALLS, !single);
            }
            fields.drop("tool_choice");
        }
    }

    private static ToolDefinition tool(JsonText json) {
        ObjectFields fields = new ObjectFields("a tool", json);
        String type = fields.string("type");
        if (type != null && !type.equals("custom")) {
            return new ToolDefinition.Other(type, fields.remaining());
        }
        String name = fields.string("name");
        if (name == null) {
            throw new IllegalArgumentException("a tool must have a name");
        }
        String description = fields.string("description");
        JsonText schema = fields.structure("input_schema");
        if (schema == null && fields.get("input_schema") == null) {
            fields.keep("input_schema", JsonText.ABSENT);
        }
        Boolean strict = fields.bool("strict");
        if (type != null) {
            fields.keep("type", JsonText.ofString(type));
        }
        return new ToolDefinition.Function(name, description, schema, strict, fields.remaining());
    }

    private static @Nullable ToolChoice choice(ObjectFields fields) {
        String type = fields.string("type");
        if (type == null || type.isBlank()) {
            return null;
        } else if (type.equals("tool")) {
            String name = fields.string("name");
            return name == null || name.isBlank() ? null : ToolChoice.function(name);
        }
        return new ToolChoice.Mode(type.equals("any") ? "required" : type);
    }
}
