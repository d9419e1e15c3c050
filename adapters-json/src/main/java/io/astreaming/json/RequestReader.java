package io.astreaming.json;

import io.astreaming.chunk.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.request.SystemMessage;
import io.astreaming.request.UserMessage;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests whose messages are text. Not thread-safe. */
final class RequestReader {
    private final Members members = new Members();

    /**
     * Reads the object of a text.
     *
     * @throws IllegalArgumentException if it is no request, or one whose messages hold more than text
     */
    ChatRequest read(JsonReader in) {
        String model = null;
        List<Message> messages = new ArrayList<>();
        Double temperature = null;
        Integer maxTokens = null;
        boolean includeUsage = false;
        in.next();
        members.begin(in);
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "model" -> model = members.word(name);
                case "messages" -> messages = messages(in);
                case "temperature" -> temperature = number(in, name);
                case "max_tokens" -> maxTokens = members.index(name);
                case "stream" -> {
                    members.meet(name);
                    if (in.event() != Event.VALUE_TRUE) {
                        members.keep(name, in.value());
                    }
                }
                case "stream_options" -> includeUsage = includeUsage(in);
                default -> members.other(name);
            }
        }
        if (model == null) {
            throw new IllegalArgumentException("a request has to name its model");
        }
        return new ChatRequest(
                model,
                messages,
                temperature,
                maxTokens,
                includeUsage,
                members.end().members());
    }

    private @Nullable Double number(JsonReader in, String name) {
        members.meet(name);
        if (in.event() == Event.VALUE_NUMBER) {
            return Double.valueOf(in.string());
        }
        members.unexpected(name);
        return null;
    }

    /** Whether usage is asked for; options beyond that are kept as they are. */
    private boolean includeUsage(JsonReader in) {
        members.meet("stream_options");
        JsonText options = in.value();
        if (options.minified().text().equals("{\"include_usage\":true}")) {
            return true;
        }
        members.keep("stream_options", options);
        return false;
    }

    private List<Message> messages(JsonReader in) {
        members.meet("messages");
        List<Message> messages = new ArrayList<>();
        if (in.event() != Event.START_ARRAY) {
            throw new IllegalArgumentException("messages have to be a list");
        }
        while (in.element()) {
            if (in.event() != Event.START_OBJECT) {
                throw new IllegalArgumentException("a message has to be an object");
            }
            messages.add(message(in));
        }
        return messages;
    }

    private static Message message(JsonReader in) {
        String role = "";
        String content = null;
        for (String name = in.member(); name != null; name = in.member()) {
            boolean string = in.event() == Event.VALUE_STRING;
            if (name.equals("role") && string) {
                role = in.string();
            } else if (name.equals("content") && string) {
                content = in.string();
            } else {
                throw new IllegalArgumentException("messages of more than a role and text can't be read yet");
            }
        }
        if (content == null) {
            throw new IllegalArgumentException("a message has to have content");
        }
        return switch (role) {
            case "system" -> new SystemMessage(content);
            case "user" -> new UserMessage(content);
            case "assistant" -> new AssistantMessage(content);
            default -> throw new IllegalArgumentException("messages are of the system, a user or the assistant");
        };
    }
}
