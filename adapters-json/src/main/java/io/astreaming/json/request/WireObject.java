package io.astreaming.json.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a request that is being written: its members in their order. Not thread-safe. */
public final class WireObject {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Begins an object without members. */
    public WireObject() {}

    /**
     * An object that names its kind in {@code type} and has its value in a member named like the kind. Chat completions
     * have every choice among kinds in this form.
     */
    static Map<String, Object> tagged(String type, @Nullable Object value, Extras extras) {
        return new WireObject().with("type", type).with(type, value).with(extras);
    }

    /**
     * Adds a member, unless its value is null.
     *
     * @throws IllegalArgumentException if the value is a {@link JsonText} that isn't JSON
     */
    public WireObject with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value instanceof JsonText json ? json.minified() : value);
        }
        return this;
    }

    /** Returns the members. */
    public Map<String, Object> members() {
        return members;
    }

    /**
     * Returns the members, overridden by extras.
     *
     * @throws IllegalArgumentException if a value of the extras isn't JSON
     */
    public Map<String, Object> with(Extras extras) {
        return overriddenBy(extras).members;
    }

    /**
     * Overrides members by extras.
     *
     * @throws IllegalArgumentException if a value of the extras isn't JSON
     */
    public WireObject overriddenBy(Extras extras) {
        for (Map.Entry<String, JsonText> extra : extras.members().entrySet()) {
            if (extra.getValue().isAbsent()) {
                members.remove(extra.getKey());
            } else {
                with(extra.getKey(), extra.getValue());
            }
        }
        return this;
    }
}
