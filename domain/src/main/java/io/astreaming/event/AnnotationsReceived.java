package io.astreaming.event;

import io.astreaming.jsontext.JsonText;

/**
 * Annotations of the answer arrived, such as citations.
 *
 * @param choice the choice's index
 * @param annotations the JSON array as sent
 */
public record AnnotationsReceived(int choice, JsonText annotations) implements ChoiceEvent {
    /** Shows the size, never the content. */
    @Override
    public String toString() {
        return "AnnotationsReceived[" + choice + ", " + annotations.text().length() + " characters]";
    }

    @Override
    public boolean isFrame() {
        return false;
    }
}
