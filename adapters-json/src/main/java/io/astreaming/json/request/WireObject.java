package io.astreaming.json.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a request on its way to {@link JsonTextWriter}: its members in their order. */
final class WireObject {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /**
     * An object of a kind, whose value stands in a member named like the kind: so the API writes every choice among
     * kinds.
     */
    static Map<String, Object> tagged(String type, @Nullable Object value, Extras extras) {
        return new WireObject().with("type", type).with(type, value).with(extras);
    }

    /** Adds a member, unless it is absent. */
    WireObject with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    /** The members. */
    Map<String, Object> members() {
        return members;
    }

    /** The members, overridden by the extras. */
    Map<String, Object> with(Extras extras) {
        for (Map.Entry<String, JsonText> extra : extras.members().entrySet()) {
            if (extra.getValue().isAbsent()) {
                members.remove(extra.getKey());
            } else {
                members.put(extra.getKey(), extra.getValue());
            }
        }
        return members;
    }
}
