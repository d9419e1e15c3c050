package io.astreaming.jsontext;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an object on the wire held beyond its model, in the order sent: members that aren't modelled, and the wire form
 * of modelled members whose form isn't the canonical one of their value (an explicit null, {@code 1.7e9} for a whole
 * number, content as a list of parts). Encoding writes the canonical members, overridden by these; so nothing a
 * provider sent is lost.
 *
 * <p>A member mapped to {@link JsonText#ABSENT} wasn't sent although its canonical form would be written.
 *
 * @param members name to verbatim value
 */
public record Extras(Map<String, JsonText> members) {
    /** No extras. */
    public static final Extras NONE = new Extras(Map.of());

    /** Copies the map and keeps its order. */
    public Extras {
        members = members.size() <= SmallMap.MOST
                ? SmallMap.copyOf(members)
                : Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * The same extras, with another value for one member.
     *
     * @param name the member's name on the wire; if it isn't there yet it comes last
     * @param value its value as sent
     * @return the changed copy
     */
    public Extras with(String name, JsonText value) {
        Objects.requireNonNull(value, "value");
        if (members instanceof SmallMap few && few.containsKey(Objects.requireNonNull(name, "name"))) {
            return new Extras(few.with(name, value));
        }
        Map<String, JsonText> changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return new Extras(changed);
    }

    /**
     * A member's value as sent.
     *
     * @param name the member's name on the wire
     * @return the value, which may be the JSON null; absent where it wasn't sent or has its canonical form
     */
    public @Nullable JsonText get(String name) {
        JsonText value = members.get(Objects.requireNonNull(name, "name"));
        return value == null || value.isAbsent() ? null : value;
    }

    /**
     * Whether these extras say how a member stands on the wire, so that its canonical form must not be written.
     *
     * @param name the member's name on the wire
     * @return whether they do
     */
    public boolean override(String name) {
        return members.containsKey(name);
    }

    /** {@return whether there are none} */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Tells how many there are, never what. */
    @Override
    public String toString() {
        return "Extras[" + members.size() + " members]";
    }
}
