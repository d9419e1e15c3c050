package io.astreaming.json;

import static io.astreaming.json.ObjectBody.tagged;

import io.astreaming.chunk.Extras;
import io.astreaming.request.AudioOutput;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Moderation;
import io.astreaming.request.Parameter;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.WebSearchOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request's shape on the wire, for JSON-B to bind. */
final class RequestBody {
    private RequestBody() {}

    static Map<String, Object> of(ChatRequest request) {
        ObjectBody body = new ObjectBody()
                .with("model", request.model())
                .with(
                        "messages",
                        request.messages().stream().map(MessageBody::of).toList());
        request.parameters().forEach((parameter, value) -> {
            if (!parameter.name().startsWith("stream")) {
                body.with(parameter.name(), value(parameter, value));
            }
        });
        return body.with("stream", request.isStreamed())
                .with("stream_options", request.isStreamed() ? streamOptions(request) : null)
                .with(request.extras());
    }

    /** Left out where usage isn't asked for: a few providers refuse the whole member. */
    private static @Nullable Map<String, Object> streamOptions(ChatRequest request) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (request.includeUsage()) {
            options.put("include_usage", true);
        }
        Boolean obfuscation = request.get(Parameter.INCLUDE_OBFUSCATION);
        if (obfuscation != null) {
            options.put("include_obfuscation", obfuscation);
        }
        return options.isEmpty() ? null : options;
    }

    private static Object value(Parameter<?> parameter, Object value) {
        if (parameter.equals(Parameter.PREDICTION)) {
            List<ContentPart> parts = new ArrayList<>();
            ((List<?>) value).forEach(part -> parts.add((ContentPart) part));
            return tagged("content", MessageBody.content(parts), Extras.NONE);
        } else if (parameter.equals(Parameter.FUNCTIONS)) {
            return ((List<?>) value)
                    .stream()
                            .map(each -> function((ToolDefinition.Function) each))
                            .toList();
        } else if (parameter.equals(Parameter.FUNCTION_CALL)) {
            return value.equals("none") || value.equals("auto") ? value : new Wire.Named((String) value);
        } else if (value instanceof List<?> list) {
            return list.stream().map(each -> value(parameter, each)).toList();
        } else {
            return value instanceof String || value instanceof Number ? value : object(value);
        }
    }

    private static Object object(Object value) {
        if (value instanceof ToolDefinition tool) {
            return tool(tool);
        } else if (value instanceof ToolChoice choice) {
            return choice(choice);
        } else if (value instanceof ResponseFormat format) {
            return format(format);
        } else if (value instanceof AudioOutput audio) {
            Object voice = audio.voiceId() == null ? null : new Wire.Id(audio.voiceId());
            return new Wire.Sound(voice == null ? Objects.requireNonNull(audio.voice()) : voice, audio.format());
        } else if (value instanceof WebSearchOptions search) {
            Object place =
                    search.userLocation() == null ? null : tagged("approximate", search.userLocation(), Extras.NONE);
            return new Wire.Search(search.searchContextSize(), place);
        } else if (value instanceof Moderation moderation) {
            return moderation(moderation);
        } else {
            return value;
        }
    }

    private static Map<String, Object> tool(ToolDefinition tool) {
        if (tool instanceof ToolDefinition.Function function) {
            return tagged("function", function(function), tool.extras());
        } else if (tool instanceof ToolDefinition.Custom custom) {
            Object body = new Wire.Custom(custom.name(), custom.description(), format(custom.format()));
            return tagged("custom", body, tool.extras());
        } else {
            return tagged(((ToolDefinition.Other) tool).type(), null, tool.extras());
        }
    }

    private static Wire.Function function(ToolDefinition.Function function) {
        return new Wire.Function(function.name(), function.description(), function.parameters(), function.strict());
    }

    private static @Nullable Object format(ToolDefinition.@Nullable Format format) {
        if (format == null) {
            return null;
        }
        String syntax = format.syntax();
        return syntax == null
                ? tagged("text", null, Extras.NONE)
                : tagged("grammar", new Wire.Grammar(syntax, format.definition()), Extras.NONE);
    }

    private static Object choice(ToolChoice choice) {
        if (choice instanceof ToolChoice.Mode mode) {
            return mode.value();
        } else if (choice instanceof ToolChoice.Named named) {
            return tagged(named.type(), new Wire.Named(named.name()), Extras.NONE);
        } else {
            ToolChoice.Allowed allowed = (ToolChoice.Allowed) choice;
            List<Object> tools = new ArrayList<>();
            allowed.tools().forEach(tool -> tools.add(choice(tool)));
            return tagged("allowed_tools", new Wire.AllowedTools(allowed.mode(), tools), Extras.NONE);
        }
    }

    private static Map<String, Object> format(ResponseFormat format) {
        if (format instanceof ResponseFormat.JsonSchema schema) {
            Object body = new Wire.Schema(schema.name(), schema.description(), schema.schema(), schema.strict());
            return tagged("json_schema", body, schema.extras());
        }
        ResponseFormat.Plain plain = (ResponseFormat.Plain) format;
        return tagged(plain.type(), null, plain.extras());
    }

    private static Wire.Moderated moderation(Moderation moderation) {
        Wire.Mode input = mode(moderation.inputMode());
        Wire.Mode output = mode(moderation.outputMode());
        return new Wire.Moderated(
                moderation.model(), input == null && output == null ? null : new Wire.Policy(input, output));
    }

    private static Wire.@Nullable Mode mode(@Nullable String mode) {
        return mode == null ? null : new Wire.Mode(mode);
    }
}
