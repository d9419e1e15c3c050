package io.astreaming.json.ollama;

import io.astreaming.completion.ToolCall;
import io.astreaming.json.request.KeptForm;
import io.astreaming.json.request.ObjectFields;
import io.astreaming.json.request.ParameterReader;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolMessage;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests of Ollama's own API. Messages, tools, options and formats are read into the model; everything else stays in
 * the extras. A request that was read and is written again is equal as JSON. For one request.
 */
public final class OllamaRequestReader {
    private static final OllamaRequestWriter WRITER = new OllamaRequestWriter();

    /** The calls that have no result yet, in their order: the protocol gives them no ids. */
    private final List<ToolCall> open = new ArrayList<>();

    private int calls;

    private OllamaRequestReader() {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if the JSON isn't a request
     */
    public static ChatRequest read(JsonText json) {
        ObjectFields fields = new ObjectFields("a request", json);
        String model = fields.string("model");
        List<JsonText> messages = fields.list("messages");
        if (model == null || messages == null) {
            throw new IllegalArgumentException("a request must have a model and a list of messages");
        }
        ChatRequest.Builder request = ChatRequest.model(model);
        OllamaRequestReader reader = new OllamaRequestReader();
        messages.forEach(message -> request.message(reader.message(new ObjectFields("a message", message))));
        for (Parameter<?> parameter : List.of(Parameter.TOOLS, Parameter.LOGPROBS, Parameter.TOP_LOGPROBS)) {
            ParameterReader.read(parameter, fields, request);
        }
        ObjectFields options = fields.inner("options");
        if (options != null) {
            ParameterReader.read(Parameter.MAX_TOKENS, "num_predict", options, request);
            for (Parameter<?> parameter : List.of(
                    Parameter.TEMPERATURE,
                    Parameter.TOP_P,
                    Parameter.SEED,
                    Parameter.STOP,
                    Parameter.FREQUENCY_PENALTY,
                    Parameter.PRESENCE_PENALTY)) {
                ParameterReader.read(parameter, options, request);
            }
        }
        format(fields.get("format"), request);
        think(fields.get("think"), request);
        JsonText stream = fields.get("stream");
        request.stream(stream == null || !stream.text().equals("false")); // true unless it says otherwise
        return KeptForm.of(request.build(), json.members(), WRITER);
    }

    private static void format(@Nullable JsonText format, ChatRequest.Builder request) {
        if (format != null && "json".equals(format.string())) {
            request.responseFormat(ResponseFormat.JSON_OBJECT);
        } else if (format != null && format.text().startsWith("{")) {
            request.responseFormat(new ResponseFormat.JsonSchema("answer", null, format, null, Extras.NONE));
        }
    }

    private static void think(@Nullable JsonText think, ChatRequest.Builder request) {
        String effort = think == null ? null : think.string();
        if (effort != null && !effort.isBlank()) {
            request.set(Parameter.REASONING_EFFORT, effort);
        } else if (think != null && think.text().equals("false")) {
            request.set(Parameter.REASONING_EFFORT, "none");
        } else if (think != null && think.text().equals("true")) {
            request.set(Parameter.REASONING_SUMMARY, "auto");
        }
    }

    private Message message(ObjectFields fields) {
        String role = fields.string("role");
        if (role == null || role.isBlank()) {
            throw new IllegalArgumentException("a message must have a role");
        }
        if (role.equals(Role.TOOL.value())) {
            return result(fields);
        }
        List<ContentPart> content = content(fields);
        if (!role.equals(Role.ASSISTANT.value())) {
            return new PromptMessage(Role.of(role), content, null, fields.remaining());
        }
        open.clear();
        List<JsonText> called = fields.list("tool_calls");
        for (JsonText call : called == null ? List.<JsonText>of() : called) {
            ObjectFields function = new ObjectFields("a call", call).inner("function");
            String name = function == null ? null : function.string("name");
            JsonText arguments = function == null ? null : function.structure("arguments");
            if (name == null) {
                throw new IllegalArgumentException("a call must have the name of a function");
            }
            open.add(new ToolCall(
                    "call_" + calls++,
                    name,
                    arguments == null ? "{}" : arguments.minified().text(),
                    true));
        }
        return new AssistantMessage(content, null, null, open, null, null, fields.remaining());
    }

    /** Returns a result; it belongs to the first open call of its name or, without a name, to the first. */
    private ToolMessage result(ObjectFields fields) {
        JsonText sent = fields.get("tool_name");
        String name = sent == null ? null : sent.string();
        ToolCall call = open.stream()
                .filter(each -> name == null || each.name().equals(name))
                .findFirst()
                .orElse(null);
        if (call != null) {
            open.remove(call);
            if (name == null) {
                fields.keep("tool_name", JsonText.ABSENT);
            }
        }
        List<ContentPart> content = content(fields);
        if (call != null && name != null) {
            fields.drop("tool_name");
        }
        return new ToolMessage(
                call == null ? "call_without_answer" : String.valueOf(call.id()), content, fields.remaining());
    }

    private static List<ContentPart> content(ObjectFields fields) {
        String text = fields.string("content");
        List<ContentPart> content = new ArrayList<>();
        content.add(ContentPart.text(text == null ? "" : text));
        JsonText wire = fields.get("images");
        List<JsonText> images = fields.list("images");
        if (wire != null && images != null) {
            fields.keep("images", wire); // whose type the protocol doesn't say
            for (JsonText image : images) {
                String base64 = image.string();
                if (base64 != null) {
                    content.add(new ContentPart.Image("data:image/png;base64," + base64, null, Extras.NONE));
                }
            }
        }
        return content;
    }
}
