package io.astreaming.jsontext;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of an object on the wire that its record doesn't model, in the order sent: members that aren't modelled, and
 * the wire form of modelled members whose form isn't the canonical one of their value (an explicit null, {@code 1.7e9}
 * for a whole number, content as a list of parts). Encoding writes the canonical members, overridden by these; so
 * nothing that the provider sent is lost.
 *
 * <p>A member mapped to {@link JsonText#ABSENT} wasn't sent, although encoding would otherwise write its canonical
 * form.
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
     * Returns a copy with another value for one member.
     *
     * @param name the member's name on the wire; a new member is added at the end
     * @param value its value, verbatim
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
     * Returns a member's value verbatim.
     *
     * @param name the member's name on the wire
     * @return the value, which may be the JSON null; null if the member wasn't sent or has its canonical form
     */
    public @Nullable JsonText get(String name) {
        JsonText value = members.get(Objects.requireNonNull(name, "name"));
        return value == null || value.isAbsent() ? null : value;
    }

    /**
     * Returns whether these extras determine a member's form on the wire, so that encoding must not write its canonical
     * form.
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

    /** Shows how many there are, never their names or values. */
    @Override
    public String toString() {
        return "Extras[" + members.size() + " members]";
    }
}
