package io.astreaming.replay.format;

import io.astreaming.jsontext.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether the chunks of a stream end all choices that they begin. Not thread-safe. */
final class FinishedChoices {
    private final Map<String, Boolean> choices = new HashMap<>();
    private boolean failed;

    /** Looks at the next payload. */
    void look(String payload) {
        try {
            Map<String, JsonText> members = JsonText.of(payload.strip()).members();
            failed |= isSet(members.get("error"));
            JsonText array = members.get("choices");
            List<JsonText> list = array == null ? List.of() : array.elements();
            for (int i = 0; i < list.size(); i++) {
                look(list.get(i).members(), i);
            }
        } catch (IllegalArgumentException e) {
            // It isn't a chunk, so it ends no choice.
        }
    }

    private void look(Map<String, JsonText> choice, int position) {
        JsonText index = choice.get("index");
        String name = index == null ? String.valueOf(position) : index.text();
        choices.merge(name, isSet(choice.get("finish_reason")), Boolean::logicalOr);
    }

    /** Returns whether there is a choice, every choice has a finish reason, and no payload reports an error. */
    boolean areAll() {
        return !failed && !choices.isEmpty() && !choices.containsValue(false);
    }

    private static boolean isSet(@Nullable JsonText value) {
        return value != null && !value.equals(JsonText.NULL) && !value.text().equals("\"\"");
    }
}
