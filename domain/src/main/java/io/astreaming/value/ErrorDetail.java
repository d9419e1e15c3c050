package io.astreaming.value;

import io.astreaming.jsontext.JsonText;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of an error, read leniently from the many shapes in use: an object, a string, a list of details.
 *
 * @param message for people; empty where the provider gave none
 * @param type the provider's class of error, such as {@code invalid_request_error}
 * @param code the provider's code, a number as its digits
 * @param param the request's member that is to blame
 * @param wire the error exactly as sent
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
     * The same with every text changed, such as by masking secrets.
     *
     * @param change what to do to each text
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
