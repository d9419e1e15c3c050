package io.astreaming.json.responses;

import io.astreaming.json.request.ObjectFields;
import io.astreaming.json.request.ParameterReader;
import io.astreaming.json.request.RequestReader;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.ResponseFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests of the Responses API, for a relay. Messages, tools, formats and plain values are read into the model;
 * everything else stays in the extras, and so does what the writer would add. A request that was read and is written
 * again is equal as JSON, except for what the writer always changes: the status of reasoning and custom calls, and ids of
 * calls that repeat.
 */
public final class ResponsesRequestReader {
    private ResponsesRequestReader() {}

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
        ChatRequest.Builder request = ChatRequest.model(model);
        input(fields, request);
        RequestReader.stream(fields, request);
        ObjectFields options = fields.inner("stream_options");
        if (options != null && !options.isEmpty()) {
            ParameterReader.read(Parameter.INCLUDE_OBFUSCATION, "include_obfuscation", options, request);
            fields.consumed("stream_options", options);
        }
        for (Parameter<?> parameter : List.of(
                Parameter.TEMPERATURE,
                Parameter.TOP_P,
                Parameter.TOP_LOGPROBS,
                Parameter.PARALLEL_TOOL_CALLS,
                Parameter.STORE,
                Parameter.PREVIOUS_RESPONSE_ID,
                Parameter.SERVICE_TIER,
                Parameter.SAFETY_IDENTIFIER,
                Parameter.USER,
                Parameter.PROMPT_CACHE_KEY,
                Parameter.PROMPT_CACHE_RETENTION)) {
            ParameterReader.read(parameter, fields, request);
        }
        ParameterReader.read(Parameter.MAX_COMPLETION_TOKENS, "max_output_tokens", fields, request);
        ToolsReader.read(fields, request);
        text(fields, request);
        reasoning(fields, request);
        keepAbsent(fields, "include");
        if (request.build().get(Parameter.STORE) == null) {
            keepAbsent(fields, "store");
        }
        fields.remaining().members().forEach(request::extra);
        return request.build();
    }

    private static void keepAbsent(ObjectFields fields, String member) {
        if (fields.get(member) == null) {
            fields.keep(member, JsonText.ABSENT);
        }
    }

    private static void input(ObjectFields fields, ChatRequest.Builder request) {
        JsonText input = fields.get("input");
        String text = input == null ? null : input.string();
        if (input != null && text != null) {
            request.user(text); // the extras keep the input, since a list would be written
            return;
        }
        List<JsonText> items = fields.list("input");
        if (items == null) {
            throw new IllegalArgumentException("a request must have an input, a text or a list of items");
        }
        List<Message> conversation = InputReader.read(items);
        if (conversation.isEmpty()) {
            throw new IllegalArgumentException("the input of a request must have an item");
        }
        request.messages(conversation);
    }

    private static void text(ObjectFields fields, ChatRequest.Builder request) {
        ObjectFields text = fields.inner("text");
        if (text == null) {
            return;
        }
        ObjectFields form = text.inner("format");
        ResponseFormat format = form == null ? null : ToolsReader.format(form);
        if (format != null) {
            text.drop("format");
        }
        String verbosity = text.string("verbosity");
        if (text.isEmpty() && !isBlank(verbosity) && (set(Parameter.VERBOSITY, verbosity, request) || format != null)) {
            if (format != null) {
                request.responseFormat(format);
            }
            fields.drop("text");
        }
    }

    private static void reasoning(ObjectFields fields, ChatRequest.Builder request) {
        ObjectFields reasoning = fields.inner("reasoning");
        if (reasoning == null) {
            return;
        }
        String effort = reasoning.string("effort");
        String summary = reasoning.string("summary");
        if (reasoning.isEmpty() && !isBlank(effort) && !isBlank(summary)) {
            boolean hasEffort = set(Parameter.REASONING_EFFORT, effort, request);
            boolean hasSummary = set(Parameter.REASONING_SUMMARY, summary, request);
            if (hasEffort || hasSummary) {
                fields.drop("reasoning");
            }
        }
    }

    /** Sets a parameter unless there is no word, and returns whether there is one. */
    private static boolean set(Parameter<String> parameter, @Nullable String word, ChatRequest.Builder request) {
        if (word != null) {
            request.set(parameter, word);
        }
        return word != null;
    }

    /** Returns whether there is a word that no parameter can have: it stays among the extras. */
    private static boolean isBlank(@Nullable String word) {
        return word != null && word.isBlank();
    }
}
