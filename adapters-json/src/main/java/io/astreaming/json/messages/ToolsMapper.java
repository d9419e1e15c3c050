package io.astreaming.json.messages;

import io.astreaming.json.request.RemainingParameters;
import io.astreaming.json.request.WireObject;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.WebSearchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maps tools and choices among them to the form that the Messages API gives them. */
final class ToolsMapper {
    private static final JsonText NO_PARAMETERS = new JsonText("{\"type\":\"object\",\"properties\":{}}");
    private static final String WEB_SEARCH = "web_search_20250305";

    /** The tool that operates a computer needs a beta of its own date. */
    private static final Pattern COMPUTER = Pattern.compile("computer_(\\d{4})(\\d\\d)(\\d\\d)");

    private final Set<String> betas;

    /**
     * Creates a mapper.
     *
     * @param betas receives what the tools need in the header {@code anthropic-beta}
     */
    ToolsMapper(Set<String> betas) {
        this.betas = betas;
    }

    void map(RemainingParameters parameters, WireObject body) {
        List<ToolDefinition> defined =
                Objects.requireNonNullElse(parameters.take(Parameter.TOOLS), List.<ToolDefinition>of());
        WebSearchOptions search = parameters.take(Parameter.WEB_SEARCH_OPTIONS);
        ToolChoice choice = parameters.take(Parameter.TOOL_CHOICE);
        Boolean parallel = parameters.take(Parameter.PARALLEL_TOOL_CALLS);
        List<Object> tools = new ArrayList<>();
        for (ToolDefinition tool : defined) {
            if (!(choice instanceof ToolChoice.Allowed allowed) || isAllowed(tool, allowed)) {
                tools.add(tool(tool));
            }
        }
        if (search != null) {
            tools.add(webSearch(search));
        }
        body.with("tools", tools.isEmpty() ? null : tools)
                .with("tool_choice", choice(choice, tools.isEmpty() ? null : parallel));
    }

    /** The API can't restrict the choice to some tools: only those are sent. */
    private static boolean isAllowed(ToolDefinition tool, ToolChoice.Allowed allowed) {
        return allowed.tools().stream()
                .anyMatch(each -> tool instanceof ToolDefinition.Function function
                        && function.name().equals(each.name()));
    }

    private Map<String, Object> tool(ToolDefinition tool) {
        if (tool instanceof ToolDefinition.Function function) {
            return new WireObject()
                    .with("name", function.name())
                    .with("description", function.description())
                    .with("input_schema", Objects.requireNonNullElse(function.parameters(), NO_PARAMETERS))
                    .with("strict", function.strict())
                    .with(tool.extras());
        } else if (tool instanceof ToolDefinition.Custom custom) {
            throw MessagesMapper.refused(
                    "the custom tool " + custom.name(), "define a function with one parameter that is a string");
        }
        String type = ((ToolDefinition.Other) tool).type();
        Matcher computer = COMPUTER.matcher(type);
        if (computer.matches()) {
            betas.add("computer-use-" + computer.group(1) + "-" + computer.group(2) + "-" + computer.group(3));
        }
        return BlockMapper.type(type).with(tool.extras());
    }

    private static Map<String, Object> webSearch(WebSearchOptions search) {
        if (search.searchContextSize() != null) {
            throw MessagesMapper.refused(
                    "search_context_size of web_search_options", "leave it null, or define the tool " + WEB_SEARCH);
        }
        WebSearchOptions.Location place = search.userLocation();
        return BlockMapper.type(WEB_SEARCH)
                .with("name", "web_search")
                .with(
                        "user_location",
                        place == null
                                ? null
                                : BlockMapper.type("approximate")
                                        .with("city", place.city())
                                        .with("region", place.region())
                                        .with("country", place.country())
                                        .with("timezone", place.timezone())
                                        .members())
                .members();
    }

    private static @Nullable Map<String, Object> choice(@Nullable ToolChoice choice, @Nullable Boolean parallel) {
        if (choice == null && !Boolean.FALSE.equals(parallel)) {
            return null;
        }
        WireObject body = choice == null ? BlockMapper.type("auto") : choice(choice);
        if (parallel != null && !ToolChoice.NONE.equals(choice)) {
            body.with("disable_parallel_tool_use", !parallel);
        }
        return body.members();
    }

    private static WireObject choice(ToolChoice choice) {
        if (choice instanceof ToolChoice.Named named) {
            if (!named.type().equals("function")) {
                throw MessagesMapper.refused("the choice of a " + named.type() + " tool", "choose a function");
            }
            return BlockMapper.type("tool").with("name", named.name());
        }
        String mode = choice instanceof ToolChoice.Mode word ? word.value() : ((ToolChoice.Allowed) choice).mode();
        return BlockMapper.type(mode.equals("required") ? "any" : mode);
    }
}
