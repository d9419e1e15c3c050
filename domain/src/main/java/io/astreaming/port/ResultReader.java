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
 * Makes values of one type of what a model says, and tells the model what to say for it. Immutable and thread-safe; to be
 * made once and kept.
 *
 * @param <T> the values' type
 */
public interface ResultReader<T> {
    /** {@return the JSON schema of the values} */
    JsonText schema();

    /** {@return the schema as a request's response format} */
    ResponseFormat format();

    /**
     * A tool whose arguments are such a value.
     *
     * @param name the tool's name
     * @param description what it does, for the model to know when to call it
     * @return the tool, with the schema
     */
    ToolDefinition.Function tool(String name, String description);

    /**
     * Reads a whole text.
     *
     * @param text the text; of an answer to a prefill, with the prefill in front
     * @return the value
     * @throws MalformedResultException if the text isn't JSON, has anything beside it, or doesn't fit the type
     */
    T read(String text);

    /**
     * Reads the arguments of a call.
     *
     * @param call the call; one without arguments has those of an empty object
     * @return the value
     * @throws MalformedResultException if the call didn't arrive whole, or its arguments don't fit
     */
    default T read(ToolCall call) {
        if (!call.complete()) {
            throw new MalformedResultException(
                    ResultFailure.TRUNCATED, "the call's arguments didn't arrive whole", call.arguments(), null);
        }
        return read(call.arguments().isBlank() ? "{}" : call.arguments());
    }

    /** {@return which values may be shown before they are whole, so that none changes but by growth} */
    PartialVisibility outline();

    /**
     * Reads what has come of a text so far.
     *
     * @param json JSON of this reader's {@link #outline}, closed wherever it isn't whole
     * @return the value as far as it came; absent if it can't be shown yet, or is no such value
     */
    @Nullable
    T snapshot(JsonText json);
}
