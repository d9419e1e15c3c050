package io.astreaming.json.gemini;

import io.astreaming.json.request.RemainingParameters;
import io.astreaming.json.request.WireObject;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.WebSearchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps tools and choices among them to the form that the Gemini API gives them. */
final class GeminiTools {
    private GeminiTools() {}

    static void map(RemainingParameters parameters, WireObject body) {
        List<Object> functions = new ArrayList<>();
        List<Object> tools = new ArrayList<>();
        ToolChoice choice = parameters.take(Parameter.TOOL_CHOICE);
        for (ToolDefinition tool :
                Objects.requireNonNullElse(parameters.take(Parameter.TOOLS), List.<ToolDefinition>of())) {
            if (tool instanceof ToolDefinition.Function function) {
                functions.add(function(function));
            } else if (tool instanceof ToolDefinition.Other other) {
                // The tools of Google's own have their name as their only member.
                tools.add(Map.of(other.type(), new WireObject().with(other.extras())));
            } else {
                throw GeminiMapper.refused("a custom tool", "define a function with one parameter that is a string");
            }
        }
        WebSearchOptions search = parameters.take(Parameter.WEB_SEARCH_OPTIONS);
        if (search != null) {
            if (search.searchContextSize() != null || search.userLocation() != null) {
                throw GeminiMapper.refused("the size or the place of web_search_options", "leave both null");
            }
            tools.add(Map.of("googleSearch", Map.of()));
        }
        if (!functions.isEmpty()) {
            tools.add(0, Map.of("functionDeclarations", functions));
        }
        parameters.leaveOutIf(Parameter.PARALLEL_TOOL_CALLS, true);
        body.with("tools", tools.isEmpty() ? null : tools)
                .with("toolConfig", choice == null ? null : Map.of("functionCallingConfig", config(choice)));
    }

    private static Map<String, Object> function(ToolDefinition.Function function) {
        return new WireObject()
                .with("name", function.name())
                .with("description", function.description())
                .with("parametersJsonSchema", function.parameters())
                .with(function.extras());
    }

    private static Map<String, Object> config(ToolChoice choice) {
        if (choice instanceof ToolChoice.Named named) {
            return config("ANY", List.of(named));
        } else if (choice instanceof ToolChoice.Allowed allowed) {
            // AUTO takes no names; VALIDATED is AUTO with names.
            return config(allowed.isForced() ? "ANY" : "VALIDATED", allowed.tools());
        }
        String word = ((ToolChoice.Mode) choice).value();
        return config(word.equals("required") ? "ANY" : word.toUpperCase(Locale.ROOT), null);
    }

    private static Map<String, Object> config(String mode, @Nullable List<ToolChoice.Named> names) {
        return new WireObject()
                .with("mode", mode)
                .with(
                        "allowedFunctionNames",
                        names == null
                                ? null
                                : names.stream().map(ToolChoice.Named::name).toList())
                .members();
    }
}
