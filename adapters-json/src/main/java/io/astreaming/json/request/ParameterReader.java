package io.astreaming.json.request;

import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request. One whose value isn't of the parameter's type is left to the extras. */
public final class ParameterReader {
    /** No parameter needs more digits, and reading very many takes long. */
    private static final int LONGEST_NUMBER = 40;

    private ParameterReader() {}

    /** Reads a parameter from the member of its own name, as {@link #read(Parameter, String, ObjectFields, ChatRequest.Builder)} does. */
    public static void read(Parameter<?> parameter, ObjectFields fields, ChatRequest.Builder request) {
        read(parameter, parameter.name(), fields, request);
    }

    /**
     * Reads a parameter from a member; if there is one and its value is of the parameter's type, sets it in the request
     * and consumes the member.
     */
    public static void read(Parameter<?> parameter, String member, ObjectFields fields, ChatRequest.Builder request) {
        JsonText value = fields.get(member);
        if (value != null && !value.isNull() && !value.isAbsent()) {
            read(parameter, value, member, fields, request);
        }
    }

    @SuppressWarnings("unchecked") // the branches compare the parameter's type
    private static void read(
            Parameter<?> parameter, JsonText value, String member, ObjectFields fields, ChatRequest.Builder request) {
        if (parameter.type() == Double.class) {
            set((Parameter<Double>) parameter, number(value, ParameterReader::exactDouble), member, fields, request);
        } else if (parameter.type() == Integer.class) {
            set((Parameter<Integer>) parameter, number(value, BigDecimal::intValueExact), member, fields, request);
        } else if (parameter.type() == Long.class) {
            set((Parameter<Long>) parameter, number(value, BigDecimal::longValueExact), member, fields, request);
        } else if (parameter.type() == Boolean.class) {
            set((Parameter<Boolean>) parameter, fields.bool(member), member, fields, request);
        } else if (parameter.type() == String.class) {
            set((Parameter<String>) parameter, string(parameter, value), member, fields, request);
        } else if (parameter.equals(Parameter.STOP) || parameter.equals(Parameter.MODALITIES)) {
            set((Parameter<List<String>>) parameter, strings(value), member, fields, request);
        } else if (parameter.equals(Parameter.METADATA)) {
            set(Parameter.METADATA, map(value, JsonText::string), member, fields, request);
        } else if (parameter.equals(Parameter.LOGIT_BIAS)) {
            set(
                    Parameter.LOGIT_BIAS,
                    map(value, bias -> number(bias, ParameterReader::exactDouble)),
                    member,
                    fields,
                    request);
        } else if (parameter.equals(Parameter.TOOLS)) {
            set(Parameter.TOOLS, tools(value), member, fields, request);
        } else if (parameter.equals(Parameter.TOOL_CHOICE)) {
            set(Parameter.TOOL_CHOICE, choice(value), member, fields, request);
        } else if (parameter.equals(Parameter.RESPONSE_FORMAT) && value.text().startsWith("{")) {
            set(Parameter.RESPONSE_FORMAT, ToolReader.responseFormat(value), member, fields, request);
        }
    }

    private static <T> void set(
            Parameter<T> parameter,
            @Nullable T value,
            String member,
            ObjectFields fields,
            ChatRequest.Builder request) {
        if (value != null) {
            request.set(parameter, value);
            fields.drop(member);
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
            return null; // a number that the type can't hold stays in the extras
        }
    }

    private static @Nullable Double exactDouble(BigDecimal number) {
        double value = number.doubleValue();
        return Double.isFinite(value) && new BigDecimal(Double.toString(value)).compareTo(number) == 0 ? value : null;
    }

    private static @Nullable String string(Parameter<?> parameter, JsonText value) {
        String text = value.string();
        boolean modelled = !parameter.equals(Parameter.FUNCTION_CALL) || "none".equals(text) || "auto".equals(text);
        return text != null && modelled && !text.isBlank() ? text : null;
    }

    private static @Nullable List<String> strings(JsonText value) {
        List<String> strings = new ArrayList<>();
        for (JsonText element : value.elements()) {
            String string = element.string();
            if (string == null) {
                return null;
            }
            strings.add(string);
        }
        return strings.isEmpty() ? null : strings;
    }

    /** Returns the members of an object; null if there is none, or a value that isn't of their type. */
    private static <T> @Nullable Map<String, T> map(JsonText value, Function<JsonText, @Nullable T> read) {
        Map<String, T> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonText> member : value.members().entrySet()) {
            T each = read.apply(member.getValue());
            if (each == null) {
                return null;
            }
            map.put(member.getKey(), each);
        }
        return map.isEmpty() ? null : map;
    }

    private static @Nullable List<ToolDefinition> tools(JsonText value) {
        List<JsonText> elements = value.elements();
        return elements.isEmpty()
                ? null
                : elements.stream().map(ToolReader::tool).toList();
    }

    private static @Nullable ToolChoice choice(JsonText value) {
        String mode = value.string();
        if (mode == null) {
            return ToolReader.choice(value);
        }
        return mode.isBlank() ? null : new ToolChoice.Mode(mode);
    }
}
