package io.astreaming.json.messages;

import io.astreaming.json.request.ObjectFields;
import io.astreaming.json.request.ParameterReader;
import io.astreaming.json.request.PlainContent;
import io.astreaming.json.request.RequestReader;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.PromptMessage;
import io.astreaming.value.Role;
import java.util.List;

/**
 * Reads requests of the Messages API, for a relay. Messages, tools and plain values are read into the model; everything
 * else stays in the extras, and so does what the writer would add. A request that was read and is written again is equal
 * as JSON, except for ids of calls that repeat, which the writer numbers.
 */
public final class MessagesRequestReader {
    private MessagesRequestReader() {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if the JSON isn't a request with a model
     */
    public static ChatRequest read(JsonText json) {
        ObjectFields fields = new ObjectFields("a request", json);
        String model = fields.string("model");
        if (model == null) {
            throw new IllegalArgumentException("a request must have a model");
        }
        return read(model, fields);
    }

    /**
     * Reads a request of Vertex AI, whose model stands in its path.
     *
     * @throws IllegalArgumentException if the JSON isn't a request
     */
    public static ChatRequest readVertex(String model, JsonText json) {
        return read(model, new ObjectFields("a request", json));
    }

    private static ChatRequest read(String model, ObjectFields fields) {
        List<JsonText> messages = fields.list("messages");
        if (messages == null || messages.isEmpty()) {
            throw new IllegalArgumentException("a request must have a list of messages");
        }
        ChatRequest.Builder request = ChatRequest.model(model);
        system(fields, request);
        messages.forEach(message -> request.messages(ConversationReader.read(message)));
        RequestReader.stream(fields, request);
        if (fields.get("max_tokens") == null) {
            fields.keep("max_tokens", JsonText.ABSENT);
        }
        ParameterReader.read(Parameter.MAX_TOKENS, fields, request);
        ParameterReader.read(Parameter.TEMPERATURE, fields, request);
        ParameterReader.read(Parameter.TOP_P, fields, request);
        ParameterReader.read(Parameter.STOP, "stop_sequences", fields, request);
        ParameterReader.read(Parameter.SERVICE_TIER, fields, request);
        user(fields, request);
        thinking(fields, request);
        ToolsReader.read(fields, request);
        fields.remaining().members().forEach(request::extra);
        return request.build();
    }

    private static void system(ObjectFields fields, ChatRequest.Builder request) {
        JsonText wire = fields.get("system");
        String text = wire == null ? null : wire.string();
        if (text != null) {
            request.system(text);
            fields.drop("system");
        }
        List<JsonText> blocks = fields.list("system");
        if (wire == null || blocks == null) {
            return;
        } else if (blocks.isEmpty()) {
            fields.keep("system", wire);
            return;
        }
        request.message(new PromptMessage(
                Role.SYSTEM,
                PlainContent.ofList(blocks.stream().map(BlockReader::part).toList()),
                null,
                Extras.NONE));
    }

    private static void user(ObjectFields fields, ChatRequest.Builder request) {
        ObjectFields metadata = fields.inner("metadata");
        if (metadata != null) {
            ParameterReader.read(Parameter.SAFETY_IDENTIFIER, "user_id", metadata, request);
            if (metadata.isEmpty()) {
                fields.drop("metadata");
            } else {
                request.unset(Parameter.SAFETY_IDENTIFIER);
            }
        }
    }

    private static void thinking(ObjectFields fields, ChatRequest.Builder request) {
        ObjectFields thinking = fields.inner("thinking");
        if (thinking != null && "enabled".equals(thinking.string("type"))) {
            ParameterReader.read(Parameter.THINKING_BUDGET, "budget_tokens", thinking, request);
            Integer budget = request.build().get(Parameter.THINKING_BUDGET);
            if (thinking.isEmpty() && budget != null && budget > 0) {
                fields.drop("thinking");
            } else {
                request.unset(Parameter.THINKING_BUDGET);
            }
        }
    }
}
