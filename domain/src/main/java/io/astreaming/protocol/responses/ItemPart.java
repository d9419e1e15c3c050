package io.astreaming.protocol.responses;

import io.astreaming.jsontext.JsonText;
import java.util.List;
import java.util.Objects;

/**
 * One part of a whole item.
 *
 * @param kind what the part says
 * @param part the part's number among those of its list
 * @param text what it says as a whole
 * @param annotations the annotations of a text
 */
public record ItemPart(PartKind kind, int part, String text, List<JsonText> annotations) {
    /** Rejects nulls and copies the list. */
    public ItemPart {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        annotations = List.copyOf(annotations);
    }

    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "ItemPart[" + kind + ", " + text.length() + " characters]";
    }
}
