package io.astreaming.json.request;

import static io.astreaming.json.request.WireObject.tagged;

import io.astreaming.jsontext.Extras;
import io.astreaming.request.AudioOutput;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Moderation;
import io.astreaming.request.Parameter;
import io.astreaming.request.PromptCacheOptions;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.WebSearchOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps a request to the form that the protocol gives it. */
final class RequestMapper {
    private RequestMapper() {}

    /**
     * Maps a request.
     *
     * @param stored whether the request is stored rather than sent, and so keeps the items of its answers
     */
    static Map<String, Object> of(ChatRequest request, boolean stored) {
        List<Object> messages = new ArrayList<>();
        for (Message message : request.messages()) {
            messages.add(MessageMapper.of(message, stored));
        }
        WireObject body = new WireObject().with("model", request.model()).with("messages", messages);
        for (Map.Entry<Parameter<?>, Object> set : request.parameters().entrySet()) {
            Parameter<?> parameter = set.getKey();
            if (!parameter.name().startsWith("stream")) {
                body.with(parameter.name(), value(parameter, set.getValue()));
            }
        }
        return body.with("stream", request.isStreamed())
                .with("stream_options", request.isStreamed() ? streamOptions(request) : null)
                .with(request.extras());
    }

    /** Returns null where usage isn't asked for: a few providers refuse the whole member. */
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

    /** Returns a parameter's value in the form of chat completions. */
    static Object value(Parameter<?> parameter, Object value) {
        if (parameter.equals(Parameter.PREDICTION)) {
            List<ContentPart> parts = new ArrayList<>();
            ((List<?>) value).forEach(part -> parts.add((ContentPart) part));
            return tagged("content", ContentPartMapper.content(parts), Extras.NONE);
        } else if (parameter.equals(Parameter.FUNCTIONS)) {
            return ((List<?>) value)
                    .stream()
                            .map(each -> ToolMapper.function((ToolDefinition.Function) each))
                            .toList();
        } else if (parameter.equals(Parameter.FUNCTION_CALL)) {
            return value.equals("none") || value.equals("auto") ? value : ToolMapper.named((String) value);
        } else if (value instanceof List<?> list) {
            return list.stream().map(each -> value(parameter, each)).toList();
        } else {
            return object(value);
        }
    }

    private static Object object(Object value) {
        if (value instanceof ToolDefinition tool) {
            return ToolMapper.tool(tool);
        } else if (value instanceof ToolChoice choice) {
            return ToolMapper.choice(choice);
        } else if (value instanceof ResponseFormat format) {
            return format(format);
        } else if (value instanceof AudioOutput audio) {
            return new WireObject()
                    .with("voice", audio.voiceId() == null ? audio.voice() : MessageMapper.id(audio.voiceId()))
                    .with("format", audio.format())
                    .members();
        } else if (value instanceof WebSearchOptions search) {
            return new WireObject()
                    .with("search_context_size", search.searchContextSize())
                    .with("user_location", search.userLocation() == null ? null : place(search.userLocation()))
                    .members();
        } else if (value instanceof Moderation moderation) {
            return moderation(moderation);
        } else if (value instanceof PromptCacheOptions cache) {
            return new WireObject()
                    .with("mode", cache.mode())
                    .with("ttl", cache.ttl())
                    .members();
        } else {
            return value;
        }
    }

    private static Map<String, Object> format(ResponseFormat format) {
        if (format instanceof ResponseFormat.JsonSchema schema) {
            WireObject body = new WireObject()
                    .with("name", schema.name())
                    .with("description", schema.description())
                    .with("schema", schema.schema())
                    .with("strict", schema.strict());
            return tagged("json_schema", body.members(), schema.extras());
        }
        ResponseFormat.Plain plain = (ResponseFormat.Plain) format;
        return tagged(plain.type(), null, plain.extras());
    }

    private static Map<String, Object> moderation(Moderation moderation) {
        Map<String, Object> policy = new WireObject()
                .with("input", mode(moderation.inputMode()))
                .with("output", mode(moderation.outputMode()))
                .members();
        return new WireObject()
                .with("model", moderation.model())
                .with("policy", policy.isEmpty() ? null : policy)
                .members();
    }

    private static @Nullable Map<String, Object> mode(@Nullable String mode) {
        return mode == null ? null : Map.of("mode", mode);
    }

    private static Map<String, Object> place(WebSearchOptions.Location place) {
        WireObject body = new WireObject()
                .with("city", place.city())
                .with("region", place.region())
                .with("country", place.country())
                .with("timezone", place.timezone());
        return tagged("approximate", body.members(), Extras.NONE);
    }
}
