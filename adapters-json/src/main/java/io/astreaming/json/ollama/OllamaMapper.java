package io.astreaming.json.ollama;

import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.request.CallIds;
import io.astreaming.json.request.DataUrl;
import io.astreaming.json.request.ForeignMembers;
import io.astreaming.json.request.Refusal;
import io.astreaming.json.request.RemainingParameters;
import io.astreaming.json.request.WireObject;
import io.astreaming.json.token.Surrogates;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolMessage;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps one request to the form that Ollama's own API gives it. Not thread-safe. */
final class OllamaMapper {
    private static final String PROTOCOL = "Ollama's API";
    private static final Map<Parameter<?>, String> ADVICE = Map.of(
            Parameter.N, "ask several times",
            Parameter.TOOL_CHOICE, "send only the tools that may be called",
            Parameter.THINKING_BUDGET, "use reasoning_effort",
            Parameter.FUNCTIONS, "use tools");

    private final ChatRequest request;
    private final RemainingParameters parameters;
    /** The names of the functions that were called, by the id of the call. */
    private final Map<String, String> names = new HashMap<>();

    OllamaMapper(ChatRequest request) {
        this.request = request;
        parameters = new RemainingParameters(PROTOCOL, request);
    }

    Map<String, Object> body() {
        List<Object> messages = new ArrayList<>();
        request.messages().forEach(message -> messages.add(message(message)));
        WireObject body = new WireObject().with("model", request.model()).with("messages", messages);
        parameters.place(body, Parameter.TOOLS, Parameter.LOGPROBS, Parameter.TOP_LOGPROBS);
        Map<String, Object> options = options();
        body.with("options", options.isEmpty() ? null : options)
                .with("format", format(parameters.take(Parameter.RESPONSE_FORMAT)))
                .with("think", think())
                .with("stream", request.isStreamed());
        parameters.leaveOut(
                Parameter.STREAM,
                Parameter.INCLUDE_USAGE,
                Parameter.INCLUDE_OBFUSCATION,
                Parameter.VERBOSITY,
                Parameter.STORE,
                Parameter.PROMPT_CACHE_KEY,
                Parameter.SAFETY_IDENTIFIER,
                Parameter.USER);
        parameters.leaveOutIf(Parameter.N, 1);
        parameters.leaveOutIf(Parameter.TOOL_CHOICE, ToolChoice.AUTO);
        parameters.leaveOutIf(Parameter.PARALLEL_TOOL_CALLS, true);
        parameters.leaveOutIf(Parameter.MODALITIES, List.of("text"));
        parameters.refuse(ADVICE);
        return body.with(request.extras());
    }

    private Map<String, Object> options() {
        Integer answer = parameters.take(Parameter.MAX_TOKENS);
        Integer all = parameters.take(Parameter.MAX_COMPLETION_TOKENS);
        WireObject options = new WireObject().with("num_predict", all == null ? answer : all);
        parameters.place(
                options,
                Parameter.TEMPERATURE,
                Parameter.TOP_P,
                Parameter.SEED,
                Parameter.STOP,
                Parameter.FREQUENCY_PENALTY,
                Parameter.PRESENCE_PENALTY);
        return options.members();
    }

    private static @Nullable Object format(@Nullable ResponseFormat format) {
        if (format instanceof ResponseFormat.JsonSchema schema && schema.schema() != null) {
            return schema.schema();
        } else if (ResponseFormat.JSON_OBJECT.equals(format)) {
            return "json";
        } else if (format == null || format.equals(ResponseFormat.TEXT)) {
            return null;
        }
        throw refused("the response format " + format, "give a schema");
    }

    private @Nullable Object think() {
        String effort = parameters.take(Parameter.REASONING_EFFORT);
        boolean shown = parameters.take(Parameter.REASONING_SUMMARY) != null;
        if (effort == null) {
            return shown ? true : null;
        }
        return switch (effort) {
            case "none" -> false;
            case "minimal" -> "low";
            case "xhigh", "max" -> "high";
            default -> effort;
        };
    }

    private Map<String, Object> message(Message message) {
        if (message instanceof PromptMessage prompt && prompt.role().equals(Role.FUNCTION)) {
            return result(prompt.name(), message);
        } else if (message instanceof ToolMessage result) {
            return result(names.get(result.toolCallId()), message);
        }
        WireObject wire = new WireObject();
        String role = message.role().equals(Role.DEVELOPER)
                ? "system"
                : message.role().value();
        content(wire.with("role", role), message);
        if (message instanceof AssistantMessage answer) {
            calls(wire, answer);
            return wire.with(ForeignMembers.removedFrom(message.extras()));
        } else if (((PromptMessage) message).name() != null) {
            throw refused("the name of a message", "put it into the text");
        }
        return wire.with(message.extras());
    }

    private static Map<String, Object> result(@Nullable String name, Message result) {
        WireObject wire = new WireObject().with("role", "tool").with("tool_name", name);
        content(wire, result);
        return wire.with(result.extras());
    }

    private void calls(WireObject wire, AssistantMessage answer) {
        List<Object> calls = new ArrayList<>();
        for (ToolCall call : answer.toolCalls()) {
            names.put(Objects.requireNonNull(call.id()), call.name());
            calls.add(call(call.name(), call.arguments()));
        }
        FunctionCall function = answer.functionCall();
        if (function != null) {
            names.put(CallIds.ofFunction(function.name()), function.name());
            calls.add(call(function.name(), function.arguments()));
        }
        if (answer.name() != null || answer.audioId() != null || answer.refusal() != null) {
            throw refused("the name, the refusal or the sound of an answer", "send its text");
        }
        wire.with("tool_calls", calls.isEmpty() ? null : calls);
    }

    private static Map<String, Object> call(String name, String arguments) {
        String json = arguments.isBlank() ? "{}" : Surrogates.replaceUnpaired(arguments.strip());
        if (!json.startsWith("{") || !isJson(json)) {
            throw refused(
                    "arguments that are no JSON object, as those of the call of " + name,
                    "leave out the call and its result");
        }
        Map<String, Object> function = new WireObject()
                .with("name", name)
                .with("arguments", new JsonText(json))
                .members();
        return new WireObject()
                .with("type", "function")
                .with("function", function)
                .members();
    }

    private static boolean isJson(String text) {
        try {
            JsonText.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void content(WireObject wire, Message message) {
        List<String> images = new ArrayList<>();
        for (ContentPart part : message.content()) {
            if (part instanceof ContentPart.Image image) {
                DataUrl data = DataUrl.of(image.url());
                if (data == null || image.detail() != null) {
                    throw refused("an image on the web, or its detail", "send the image's bytes");
                }
                images.add(data.base64());
            } else if (!(part instanceof ContentPart.Text)) {
                throw refused("a part of a message that is neither text nor image", "send a text");
            }
        }
        wire.with("content", message.text()).with("images", images.isEmpty() ? null : images);
    }

    private static IllegalArgumentException refused(String what, String advice) {
        return Refusal.of(PROTOCOL, what, advice);
    }
}
