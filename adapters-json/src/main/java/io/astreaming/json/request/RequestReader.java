package io.astreaming.json.request;

import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import jakarta.json.stream.JsonParserFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests, as a relay or a store of conversations has to. Messages, tools, formats and plain values become what
 * they are in the model; all else is kept in the extras. What was read and is written again is equal as JSON.
 * Thread-safe.
 */
public record RequestReader(JsonParserFactory parsers, MessageReader messages, ToolReader tools) {
    private static final String STREAM_OPTIONS = "stream_options";

    /** No parameter needs more digits, and to read very many takes long. */
    private static final int LONGEST_NUMBER = 40;

    public RequestReader(JsonParserFactory parsers) {
        this(parsers, new MessageReader(parsers), new ToolReader(parsers));
    }

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public ChatRequest read(JsonText json) {
        ObjectFields fields = new ObjectFields(parsers, "a request", json);
        String model = fields.string("model");
        if (model == null) {
            throw new IllegalArgumentException("a request has to name its model");
        }
        List<JsonText> conversation = fields.list("messages");
        if (conversation == null) {
            throw new IllegalArgumentException("a request has to have a list of messages");
        }
        ChatRequest.Builder request = ChatRequest.model(model);
        conversation.forEach(message -> request.message(messages.read(message)));
        streaming(fields, request);
        for (Parameter<?> parameter : Parameter.all()) {
            JsonText value = fields.get(parameter.name());
            if (value != null && !value.isNull()) {
                read(parameter, value, fields, request);
            }
        }
        fields.remaining().members().forEach(request::extra);
        return request.build();
    }

    private static void streaming(ObjectFields fields, ChatRequest.Builder request) {
        JsonText stream = fields.get("stream");
        if (stream == null) {
            fields.keep("stream", JsonText.ABSENT);
        } else if (stream.text().equals("true")) {
            fields.drop("stream");
        } else if (stream.text().equals("false")) {
            request.stream(false);
            fields.drop("stream");
        }
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

    @SuppressWarnings("unchecked") // the parameter's type is looked at
    private void read(Parameter<?> parameter, JsonText value, ObjectFields fields, ChatRequest.Builder request) {
        if (parameter.type() == Double.class) {
            set((Parameter<Double>) parameter, number(value, RequestReader::exactly), fields, request);
        } else if (parameter.type() == Integer.class) {
            set((Parameter<Integer>) parameter, number(value, BigDecimal::intValueExact), fields, request);
        } else if (parameter.type() == Long.class) {
            set((Parameter<Long>) parameter, number(value, BigDecimal::longValueExact), fields, request);
        } else if (parameter.type() == Boolean.class) {
            set((Parameter<Boolean>) parameter, fields.bool(parameter.name()), fields, request);
        } else if (parameter.type() == String.class) {
            set((Parameter<String>) parameter, word(parameter, value, fields), fields, request);
        } else if (parameter.equals(Parameter.STOP) || parameter.equals(Parameter.MODALITIES)) {
            set((Parameter<List<String>>) parameter, words(value, fields), fields, request);
        } else if (parameter.equals(Parameter.TOOLS)) {
            set(Parameter.TOOLS, toolsOf(value, fields), fields, request);
        } else if (parameter.equals(Parameter.TOOL_CHOICE)) {
            set(Parameter.TOOL_CHOICE, choice(value, fields), fields, request);
        } else if (parameter.equals(Parameter.RESPONSE_FORMAT) && value.text().startsWith("{")) {
            set(Parameter.RESPONSE_FORMAT, tools.responseFormat(value), fields, request);
        }
    }

    private static <T> void set(
            Parameter<T> parameter, @Nullable T value, ObjectFields fields, ChatRequest.Builder request) {
        if (value != null) {
            request.set(parameter, value);
            fields.drop(parameter.name());
        }
    }

    private static <T> @Nullable T number(JsonText value, Function<BigDecimal, @Nullable T> read) {
        char first = value.text().charAt(0);
        if (value.text().length() > LONGEST_NUMBER || (first != '-' && !Character.isDigit(first))) {
            return null;
        }
        try {
            return read.apply(new BigDecimal(value.text()));
        } catch (ArithmeticException | NumberFormatException e) {
            return null; // a number that its type doesn't hold stays as it is
        }
    }

    private static @Nullable Double exactly(BigDecimal number) {
        double value = number.doubleValue();
        return Double.isFinite(value) && new BigDecimal(Double.toString(value)).compareTo(number) == 0 ? value : null;
    }

    private static @Nullable String word(Parameter<?> parameter, JsonText value, ObjectFields fields) {
        if (!value.text().startsWith("\"")) {
            return null;
        }
        String word = fields.string(value);
        boolean written = !parameter.equals(Parameter.FUNCTION_CALL) || word.equals("none") || word.equals("auto");
        return written && !word.isBlank() ? word : null;
    }

    private static @Nullable List<String> words(JsonText value, ObjectFields fields) {
        List<JsonText> elements = fields.elements(value);
        boolean strings = elements.stream().allMatch(element -> element.text().startsWith("\""));
        return elements.isEmpty() || !strings
                ? null
                : elements.stream().map(fields::string).toList();
    }

    private @Nullable List<ToolDefinition> toolsOf(JsonText value, ObjectFields fields) {
        List<JsonText> elements = fields.elements(value);
        return elements.isEmpty() ? null : elements.stream().map(tools::tool).toList();
    }

    private @Nullable ToolChoice choice(JsonText value, ObjectFields fields) {
        if (value.text().startsWith("\"")) {
            String word = fields.string(value);
            return word.isBlank() ? null : new ToolChoice.Mode(word);
        }
        return tools.choice(value);
    }
}
