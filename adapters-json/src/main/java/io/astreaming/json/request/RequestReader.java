package io.astreaming.json.request;

import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import java.util.List;

/**
 * Reads requests, for a relay or a store of conversations. Messages, tools, formats and plain values are read into the
 * model; everything else stays in the extras. A request that was read and is written again is equal as JSON.
 */
public final class RequestReader {
    private static final String STREAM_OPTIONS = "stream_options";

    private RequestReader() {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if the JSON isn't a request
     */
    public static ChatRequest read(JsonText json) {
        ObjectFields fields = new ObjectFields("a request", json);
        String model = fields.string("model");
        if (model == null) {
            throw new IllegalArgumentException("a request must have a model");
        }
        List<JsonText> conversation = fields.list("messages");
        if (conversation == null) {
            throw new IllegalArgumentException("a request must have a list of messages");
        }
        ChatRequest.Builder request = ChatRequest.model(model);
        conversation.forEach(message -> request.message(MessageReader.read(message)));
        streaming(fields, request);
        for (Parameter<?> parameter : Parameter.all()) {
            ParameterReader.read(parameter, fields, request);
        }
        fields.remaining().members().forEach(request::extra);
        return request.build();
    }

    /** Reads whether the answer is streamed. If the request doesn't say it, the extras keep that. */
    public static void stream(ObjectFields fields, ChatRequest.Builder request) {
        JsonText stream = fields.get("stream");
        if (stream == null) {
            fields.keep("stream", JsonText.ABSENT);
        } else if (stream.text().equals("true")) {
            fields.drop("stream");
        } else if (stream.text().equals("false")) {
            request.stream(false);
            fields.drop("stream");
        }
    }

    private static void streaming(ObjectFields fields, ChatRequest.Builder request) {
        stream(fields, request);
        ObjectFields options = fields.inner(STREAM_OPTIONS);
        Boolean usage = options == null ? null : options.bool("include_usage");
        if (!Boolean.TRUE.equals(usage)) {
            request.includeUsage(false);
        }
        if (options != null) {
            Boolean obfuscation = options.bool("include_obfuscation");
            if (obfuscation != null) {
                request.set(Parameter.INCLUDE_OBFUSCATION, obfuscation);
            }
            if (Boolean.TRUE.equals(usage) || (obfuscation != null && usage == null)) {
                fields.consumed(STREAM_OPTIONS, options);
            }
        }
    }
}
