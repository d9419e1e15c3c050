package io.astreaming.json.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Members in which chat completions carry reasoning and its signatures: {@code reasoning_details},
 * {@code thinking_blocks}, {@code extra_content}. They mean nothing in a protocol whose answers consist of items, and
 * providers refuse them there.
 */
public final class ForeignMembers {
    private static final List<String> WORDS = List.of("reasoning", "thinking", "thought", "extra_content");

    private ForeignMembers() {}

    /** Returns the extras of an assistant message or a call without such members. */
    public static Extras removedFrom(Extras extras) {
        if (extras.members().keySet().stream().noneMatch(ForeignMembers::isForeign)) {
            return extras;
        }
        Map<String, JsonText> kept = new LinkedHashMap<>(extras.members());
        kept.keySet().removeIf(ForeignMembers::isForeign);
        return new Extras(kept);
    }

    private static boolean isForeign(String member) {
        return WORDS.stream().anyMatch(member::contains);
    }
}
