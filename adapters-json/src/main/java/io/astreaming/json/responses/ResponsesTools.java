package io.astreaming.json.responses;

import io.astreaming.json.request.WireObject;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.WebSearchOptions;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Maps tools, choices among them and formats to the form that the Responses API gives them: flat, where chat completions
 * have an inner object.
 */
final class ResponsesTools {
    /** The schema of a function without parameters. */
    private static final JsonText NO_PARAMETERS = new JsonText("{\"type\":\"object\",\"properties\":{}}");

    private ResponsesTools() {}

    static Map<String, Object> tool(ToolDefinition tool) {
        if (tool instanceof ToolDefinition.Function function) {
            return tagged("function")
                    .with("name", function.name())
                    .with("description", function.description())
                    .with("parameters", Objects.requireNonNullElse(function.parameters(), NO_PARAMETERS))
                    // Left out, it means true here if the schema allows it, which tightens schemas without a word.
                    .with("strict", Boolean.TRUE.equals(function.strict()))
                    .with(tool.extras());
        } else if (tool instanceof ToolDefinition.Custom custom) {
            return tagged("custom")
                    .with("name", custom.name())
                    .with("description", custom.description())
                    .with("format", custom.format() == null ? null : format(custom.format()))
                    .with(tool.extras());
        } else {
            return tagged(((ToolDefinition.Other) tool).type()).with(tool.extras());
        }
    }

    private static Map<String, Object> format(ToolDefinition.Format format) {
        return format.syntax() == null
                ? tagged("text").members()
                : tagged("grammar")
                        .with("syntax", format.syntax())
                        .with("definition", format.definition())
                        .members();
    }

    static Map<String, Object> webSearch(WebSearchOptions search) {
        return tagged("web_search")
                .with("search_context_size", search.searchContextSize())
                .with("user_location", search.userLocation() == null ? null : place(search.userLocation()))
                .members();
    }

    private static Map<String, Object> place(WebSearchOptions.Location place) {
        return tagged("approximate")
                .with("city", place.city())
                .with("region", place.region())
                .with("country", place.country())
                .with("timezone", place.timezone())
                .members();
    }

    static Object choice(ToolChoice choice) {
        if (choice instanceof ToolChoice.Mode mode) {
            return mode.value();
        } else if (choice instanceof ToolChoice.Named named) {
            return tagged(named.type()).with("name", named.name()).members();
        } else {
            ToolChoice.Allowed allowed = (ToolChoice.Allowed) choice;
            return tagged("allowed_tools")
                    .with("mode", allowed.mode())
                    .with(
                            "tools",
                            allowed.tools().stream().map(ResponsesTools::choice).toList())
                    .members();
        }
    }

    static @Nullable Map<String, Object> format(@Nullable ResponseFormat format) {
        if (format instanceof ResponseFormat.JsonSchema schema) {
            return tagged("json_schema")
                    .with("name", schema.name())
                    .with("description", schema.description())
                    .with("schema", schema.schema())
                    .with("strict", schema.strict())
                    .with(schema.extras());
        }
        return format instanceof ResponseFormat.Plain plain
                ? tagged(plain.type()).with(plain.extras())
                : null;
    }

    static WireObject tagged(String type) {
        return new WireObject().with("type", type);
    }
}
