package io.astreaming.json.gemini;

import io.astreaming.json.request.KeptForm;
import io.astreaming.json.request.ObjectFields;
import io.astreaming.json.request.ParameterReader;
import io.astreaming.json.request.RequestJson;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.EncodedRequest;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests of the Gemini API, whose model stands in the path. Contents, tools and the configuration are read into the
 * model; everything else stays in the extras. A request that was read and is written again is equal as JSON.
 */
public final class GeminiRequestReader {
    private static final GeminiRequestWriter WRITER = new GeminiRequestWriter();
    private static final Pattern PATH = Pattern.compile(".*/models/([^/:]+):(streamGenerateContent|generateContent)");

    private GeminiRequestReader() {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if the path or the JSON isn't that of a request
     */
    public static ChatRequest read(EncodedRequest sent) {
        Matcher path = PATH.matcher(sent.path());
        if (!path.matches()) {
            throw new IllegalArgumentException(
                    "the path of a request must be /models/{model}:streamGenerateContent or :generateContent");
        }
        JsonText json = RequestJson.of(sent);
        ObjectFields fields = new ObjectFields("a request", json);
        ChatRequest.Builder request = ChatRequest.model(path.group(1));
        if (path.group(2).equals("generateContent")) {
            request.stream(false);
        }
        List<JsonText> contents = fields.list("contents");
        if (contents == null || contents.isEmpty()) {
            throw new IllegalArgumentException("a request must have a list of contents");
        }
        ContentReader reader = new ContentReader();
        Message system = reader.system(fields.inner("systemInstruction"));
        if (system != null) {
            request.message(system);
        }
        contents.forEach(content -> request.messages(reader.read(new ObjectFields("a content", content))));
        ObjectFields config = fields.inner("generationConfig");
        if (config != null) {
            config(config, request);
        }
        tools(fields, request);
        return KeptForm.of(request.build(), json.members(), WRITER);
    }

    private static void config(ObjectFields config, ChatRequest.Builder request) {
        ParameterReader.read(Parameter.TEMPERATURE, "temperature", config, request);
        ParameterReader.read(Parameter.TOP_P, "topP", config, request);
        ParameterReader.read(Parameter.MAX_TOKENS, "maxOutputTokens", config, request);
        ParameterReader.read(Parameter.STOP, "stopSequences", config, request);
        ParameterReader.read(Parameter.N, "candidateCount", config, request);
        ParameterReader.read(Parameter.SEED, "seed", config, request);
        ParameterReader.read(Parameter.FREQUENCY_PENALTY, "frequencyPenalty", config, request);
        ParameterReader.read(Parameter.PRESENCE_PENALTY, "presencePenalty", config, request);
        ParameterReader.read(Parameter.LOGPROBS, "responseLogprobs", config, request);
        ParameterReader.read(Parameter.TOP_LOGPROBS, "logprobs", config, request);
        JsonText schema = config.get("responseJsonSchema");
        if (schema != null && schema.text().startsWith("{")) {
            request.responseFormat(new ResponseFormat.JsonSchema("answer", null, schema, null, Extras.NONE));
        } else if ("application/json".equals(config.string("responseMimeType"))) {
            request.responseFormat(ResponseFormat.JSON_OBJECT);
        }
        ObjectFields thinking = config.inner("thinkingConfig");
        if (thinking != null) {
            ParameterReader.read(Parameter.THINKING_BUDGET, "thinkingBudget", thinking, request);
            String level = thinking.string("thinkingLevel");
            if (level != null && !level.isBlank()) {
                request.set(Parameter.REASONING_EFFORT, level.toLowerCase(Locale.ROOT));
            }
            if (Boolean.TRUE.equals(thinking.bool("includeThoughts"))) {
                request.set(Parameter.REASONING_SUMMARY, "auto");
            }
        }
    }

    private static void tools(ObjectFields fields, ChatRequest.Builder request) {
        List<JsonText> sent = fields.list("tools");
        for (JsonText tool : sent == null ? List.<JsonText>of() : sent) {
            ObjectFields members = new ObjectFields("a tool", tool);
            List<JsonText> functions = members.list("functionDeclarations");
            (functions == null ? List.<JsonText>of() : functions).forEach(each -> request.tool(function(each)));
            members.remaining()
                    .members()
                    .forEach(
                            (type, value) -> request.tool(new ToolDefinition.Other(type, new Extras(value.members()))));
        }
        ObjectFields config = fields.inner("toolConfig");
        ObjectFields calling = config == null ? null : config.inner("functionCallingConfig");
        ToolChoice choice = calling == null ? null : choice(calling);
        if (choice != null) {
            request.toolChoice(choice);
        }
    }

    private static ToolDefinition function(JsonText json) {
        ObjectFields fields = new ObjectFields("a function", json);
        String name = fields.string("name");
        if (name == null) {
            throw new IllegalArgumentException("a function must have a name");
        }
        String description = fields.string("description");
        JsonText schema = fields.structure("parametersJsonSchema");
        return new ToolDefinition.Function(name, description, schema, null, fields.remaining());
    }

    private static @Nullable ToolChoice choice(ObjectFields config) {
        String mode = config.string("mode");
        if (mode == null || mode.isBlank()) {
            return null;
        }
        List<JsonText> names = config.list("allowedFunctionNames");
        List<ToolChoice.Named> allowed = new ArrayList<>();
        for (JsonText name : names == null ? List.<JsonText>of() : names) {
            String text = name.string();
            if (text != null && !text.isBlank()) {
                allowed.add(new ToolChoice.Named("function", text));
            }
        }
        boolean forced = mode.equals("ANY");
        if (allowed.isEmpty()) {
            return new ToolChoice.Mode(forced ? "required" : mode.toLowerCase(Locale.ROOT));
        }
        return new ToolChoice.Allowed(forced ? "required" : "auto", allowed);
    }
}
