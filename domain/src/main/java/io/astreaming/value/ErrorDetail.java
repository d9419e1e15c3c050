package io.astreaming.value;

import io.astreaming.jsontext.JsonText;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A provider's description of an error, read leniently from the many forms in use: an object, a string, a list of
 * details.
 *
 * @param message the message for people; empty if the provider sent none
 * @param type the provider's class of error, such as {@code invalid_request_error}; null if it sent none
 * @param code the provider's code, a number as its digits; null if it sent none
 * @param param the request's member that caused the error; null if it sent none
 * @param wire the error verbatim
 */
public record ErrorDetail(
        String message,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param,
        JsonText wire) {
    /** Rejects null where it isn't allowed. */
    public ErrorDetail {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(wire, "wire");
    }

    /**
     * Returns a copy in which every text is changed, such as by masking secrets.
     *
     * @param change maps each text to its replacement
     * @return the changed copy
     */
    public ErrorDetail map(UnaryOperator<String> change) {
        return new ErrorDetail(
                change.apply(message),
                type == null ? null : change.apply(type),
                code == null ? null : change.apply(code),
                param == null ? null : change.apply(param),
                new JsonText(change.apply(wire.text())));
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "ErrorDetail[message of " + message.length() + " characters]";
    }
}
