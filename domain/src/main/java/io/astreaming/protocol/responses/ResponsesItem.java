package io.astreaming.protocol.responses;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An output item, as it is when it begins or when it is whole.
 *
 * @param type the item's type; empty if none was sent
 * @param id the item's id; null if none was sent
 * @param callId the id of a call, to which its result refers; null if there is none
 * @param name the name of the called tool; null if there is none
 * @param parts what the item says
 * @param extras further members of a call, such as its namespace
 * @param wire the item verbatim
 */
public record ResponsesItem(
        String type,
        @Nullable String id,
        @Nullable String callId,
        @Nullable String name,
        List<ItemPart> parts,
        Extras extras,
        JsonText wire) {
    /** The type of a text. */
    public static final String MESSAGE = "message";
    /** The type of reasoning. */
    public static final String REASONING = "reasoning";
    /** The type of a call with JSON arguments. */
    public static final String FUNCTION_CALL = "function_call";
    /** The type of a call with free text. */
    public static final String CUSTOM_TOOL_CALL = "custom_tool_call";

    /** Rejects null where it isn't allowed. */
    public ResponsesItem {
        Objects.requireNonNull(type, "type");
        parts = List.copyOf(parts);
        Objects.requireNonNull(extras, "extras");
        Objects.requireNonNull(wire, "wire");
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "ResponsesItem[" + wire.text().length() + " characters]";
    }
}
