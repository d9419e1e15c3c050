package io.astreaming.json.request;

import static io.astreaming.json.request.WireObject.tagged;

import io.astreaming.jsontext.Extras;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps tools, and the choice among them, to the form that the protocol gives them. */
final class ToolMapper {
    private ToolMapper() {}

    static Map<String, Object> tool(ToolDefinition tool) {
        if (tool instanceof ToolDefinition.Function function) {
            return tagged("function", function(function), tool.extras());
        } else if (tool instanceof ToolDefinition.Custom custom) {
            WireObject body = new WireObject()
                    .with("name", custom.name())
                    .with("description", custom.description())
                    .with("format", format(custom.format()));
            return tagged("custom", body.members(), tool.extras());
        } else {
            return tagged(((ToolDefinition.Other) tool).type(), null, tool.extras());
        }
    }

    static Map<String, Object> function(ToolDefinition.Function function) {
        return new WireObject()
                .with("name", function.name())
                .with("description", function.description())
                .with("parameters", function.parameters())
                .with("strict", function.strict())
                .members();
    }

    private static @Nullable Object format(ToolDefinition.@Nullable Format format) {
        if (format == null) {
            return null;
        }
        if (format.syntax() == null) {
            return tagged("text", null, Extras.NONE);
        }
        WireObject grammar = new WireObject().with("syntax", format.syntax()).with("definition", format.definition());
        return tagged("grammar", grammar.members(), Extras.NONE);
    }

    static Object choice(ToolChoice choice) {
        if (choice instanceof ToolChoice.Mode mode) {
            return mode.value();
        } else if (choice instanceof ToolChoice.Named named) {
            return tagged(named.type(), named(named.name()), Extras.NONE);
        } else {
            ToolChoice.Allowed allowed = (ToolChoice.Allowed) choice;
            WireObject body = new WireObject()
                    .with("mode", allowed.mode())
                    .with(
                            "tools",
                            allowed.tools().stream().map(ToolMapper::choice).toList());
            return tagged("allowed_tools", body.members(), Extras.NONE);
        }
    }

    /** Returns an object that refers to a tool by its name. */
    static Map<String, Object> named(String name) {
        return Map.of("name", name);
    }
}
