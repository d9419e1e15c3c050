package io.astreaming.json.gemini;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.request.CallIds;
import io.astreaming.json.request.DataUrl;
import io.astreaming.json.request.WireObject;
import io.astreaming.json.token.Surrogates;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ToolMessage;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps a conversation to the contents of the Gemini API, and to its system instruction. For one request. */
final class ContentMapper {
    private final List<Map<String, Object>> contents = new ArrayList<>();
    /** The names of the functions that were called, by the id of the call. */
    private final Map<String, String> names = new HashMap<>();

    private @Nullable Object system;
    /** The results of the last answer's calls; null if its last content is something else. */
    private @Nullable List<Object> results;

    void add(List<Message> conversation) {
        List<Object> instructions = new ArrayList<>();
        for (Message message : conversation) {
            if (isInstruction(message) && contents.isEmpty()) {
                refuseName(message);
                instructions.addAll(parts(message.content()));
            } else {
                add(message);
            }
        }
        system = instructions.isEmpty() ? null : Map.of("parts", instructions);
    }

    List<Map<String, Object>> contents() {
        return contents;
    }

    /** Returns the system instruction; null if there is none. */
    @Nullable
    Object system() {
        return system;
    }

    private static boolean isInstruction(Message message) {
        return message.role().equals(Role.SYSTEM) || message.role().equals(Role.DEVELOPER);
    }

    private void add(Message message) {
        if (message instanceof AssistantMessage answer) {
            content("model", answer(answer), answer);
        } else if (message instanceof ToolMessage result) {
            result(result.toolCallId(), result);
        } else if (message.role().equals(Role.FUNCTION)) {
            result(CallIds.ofFunction(((PromptMessage) message).name()), message);
        } else if (isInstruction(message)) {
            throw GeminiMapper.refused("instructions after the first message", "put them before it");
        } else {
            refuseName(message);
            content("user", parts(message.content()), message);
        }
    }

    private void content(String role, List<Object> parts, Message message) {
        results = null;
        if (!parts.isEmpty()) {
            WireObject content = new WireObject().with("role", role).with("parts", parts);
            contents.add(message instanceof PromptMessage ? content.with(message.extras()) : content.members());
        }
    }

    private void result(String id, Message result) {
        String name = names.get(id);
        if (name == null) {
            throw GeminiMapper.refused(
                    "the result of a call that isn't in the conversation", "add the answer that called");
        }
        String text = result.text();
        boolean object = text.stripLeading().startsWith("{") && isJson(text);
        WireObject response = new WireObject()
                .with("name", name)
                .with("response", object ? new JsonText(text.strip()) : Map.of("output", text))
                .overriddenBy(result.extras());
        if (results == null) {
            results = new ArrayList<>();
            contents.add(
                    new WireObject().with("role", "user").with("parts", results).members());
        }
        results.add(Map.of("functionResponse", response.members()));
    }

    private static boolean isJson(String text) {
        try {
            JsonText.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private List<Object> answer(AssistantMessage answer) {
        answer.toolCalls().forEach(call -> names.put(Objects.requireNonNull(call.id()), call.name()));
        List<Object> parts = new ArrayList<>();
        for (AnswerItem item : answer.items()) {
            if (item.protocol() == Protocol.GEMINI) {
                parts.add(Objects.requireNonNull(item.wire()).minified());
            }
        }
        if (!parts.isEmpty()) {
            return parts;
        }
        if (answer.name() != null || answer.audioId() != null) {
            throw GeminiMapper.refused("the name or the sound of an answer", "send its text");
        }
        parts.addAll(parts(answer.content()));
        if (answer.refusal() != null) {
            parts.add(Map.of("text", answer.refusal()));
        }
        for (ToolCall call : answer.toolCalls()) {
            if (call.type().equals(ToolCall.CUSTOM)) {
                throw GeminiMapper.refused("the call of a custom tool", "leave it out with its result");
            }
            parts.add(call(call.name(), call.arguments()));
        }
        FunctionCall function = answer.functionCall();
        if (function != null) {
            names.put(CallIds.ofFunction(function.name()), function.name());
            parts.add(call(function.name(), function.arguments()));
        }
        return parts;
    }

    private static Object call(String name, String arguments) {
        String args = arguments.isBlank() ? "{}" : Surrogates.replaceUnpaired(arguments.strip());
        if (!args.startsWith("{") || !isJson(args)) {
            throw GeminiMapper.refused(
                    "arguments that are no JSON object, as those of the call of " + name,
                    "leave out the call and its result");
        }
        return Map.of(
                "functionCall",
                new WireObject()
                        .with("name", name)
                        .with("args", new JsonText(args))
                        .members());
    }

    private static List<Object> parts(List<ContentPart> content) {
        return content.stream().<Object>map(ContentMapper::part).toList();
    }

    private static Map<String, Object> part(ContentPart part) {
        WireObject wire = new WireObject();
        if (part instanceof ContentPart.Text text) {
            wire.with("text", text.text());
        } else if (part instanceof ContentPart.Refusal refusal) {
            wire.with("text", refusal.refusal());
        } else if (part instanceof ContentPart.Image image) {
            if (image.detail() != null && !image.detail().equals("auto")) {
                throw GeminiMapper.refused("the detail of an image", "set mediaResolution with an extra");
            }
            data(image.url(), wire);
        } else if (part instanceof ContentPart.Audio audio) {
            inline("audio/" + audio.format(), audio.data(), wire);
        } else if (part instanceof ContentPart.File file) {
            if (file.id() == null && file.data() != null && DataUrl.of(file.data()) == null) {
                throw GeminiMapper.refused("a file without its media type", "give its data as a data: URL in Base64");
            }
            data(file.id() == null ? Objects.requireNonNullElse(file.data(), "") : file.id(), wire);
        }
        return wire.with(part.extras());
    }

    private static void data(String url, WireObject wire) {
        DataUrl data = DataUrl.of(url);
        if (data == null) {
            wire.with("fileData", Map.of("fileUri", url));
        } else {
            inline(data.mediaType(), data.base64(), wire);
        }
    }

    private static void inline(String mediaType, String base64, WireObject wire) {
        wire.with("inlineData", Map.of("mimeType", mediaType, "data", base64));
    }

    private static void refuseName(Message message) {
        if (message instanceof PromptMessage prompt && prompt.name() != null) {
            throw GeminiMapper.refused("the name of a message", "put it into the text");
        }
    }
}
