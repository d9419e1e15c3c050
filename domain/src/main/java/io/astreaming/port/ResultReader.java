package io.astreaming.port;

import io.astreaming.completion.ToolCall;
import io.astreaming.error.MalformedResultException;
import io.astreaming.error.ResultFailure;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.PartialVisibility;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model's answers as values of one type, and describes that type to the model by a JSON schema. Immutable and
 * thread-safe; a reader should be created once and reused.
 *
 * @param <T> the values' type
 */
public interface ResultReader<T> {
    /** {@return the JSON schema of the values} */
    JsonText schema();

    /** {@return the schema as a request's response format} */
    ResponseFormat format();

    /**
     * Creates a tool whose arguments are a value of this type.
     *
     * @param name the tool's name: 1 to 64 of the characters {@code a-z A-Z 0-9 _ -}, the only ones that OpenAI accepts
     * @param description what it does, so that the model knows when to call it
     * @return the tool, with the schema
     * @throws IllegalArgumentException if providers refuse the name
     */
    ToolDefinition.Function tool(String name, String description);

    /**
     * Reads a complete text.
     *
     * @param text the text; if the request had a prefill, the prefill and the answer together
     * @return the value
     * @throws MalformedResultException if the text isn't JSON, has text around the JSON, or doesn't match the type
     */
    T read(String text);

    /**
     * Reads the arguments of a tool call.
     *
     * @param call the call; empty arguments are read as an empty object
     * @return the value
     * @throws MalformedResultException if the call didn't arrive whole, or its arguments don't match the type
     */
    default T read(ToolCall call) {
        if (!call.complete()) {
            throw new MalformedResultException(
                    ResultFailure.TRUNCATED, "the call's arguments didn't arrive whole", call.arguments(), null);
        }
        return read(call.arguments().isBlank() ? "{}" : call.arguments());
    }

    /** {@return which values may be shown while they are incomplete, so that a shown value only ever grows} */
    PartialVisibility outline();

    /**
     * Reads the part of a text that has arrived so far.
     *
     * @param json JSON as this reader's {@link #outline} allows it, with every open value closed
     * @return the value so far; null if it can't be shown yet or doesn't match the type
     */
    @Nullable
    T snapshot(JsonText json);
}
