package io.astreaming.json.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object of a request. A reader consumes them one by one; those that remain are the object's extras.
 * Not thread-safe.
 */
public final class ObjectFields {
    private final Map<String, JsonText> members;

    /**
     * Reads an object.
     *
     * @param what what the object is, for the message
     * @throws IllegalArgumentException if the JSON isn't an object
     */
    public ObjectFields(String what, JsonText object) {
        if (!object.text().stripLeading().startsWith("{")) {
            throw new IllegalArgumentException(what + " must be an object");
        }
        members = new LinkedHashMap<>(object.members());
    }

    /** Returns the fields of a member that is an object, without consuming it; null if it isn't one. */
    public @Nullable ObjectFields inner(String name) {
        JsonText value = members.get(name);
        return value != null && value.text().startsWith("{") ? new ObjectFields(name, value) : null;
    }

    /** Consumes a member that is a string; null if it isn't one. */
    public @Nullable String string(String name) {
        JsonText value = members.get(name);
        if (value == null || !value.text().startsWith("\"")) {
            return null;
        }
        members.remove(name);
        return value.string();
    }

    /** Consumes a member that is true or false; null if it isn't. */
    public @Nullable Boolean bool(String name) {
        JsonText value = members.get(name);
        if (value == null || !(value.text().equals("true") || value.text().equals("false"))) {
            return null;
        }
        members.remove(name);
        return value.text().equals("true");
    }

    /** Consumes a member that is an object or an array; null if it isn't one. */
    public @Nullable JsonText structure(String name) {
        JsonText value = members.get(name);
        if (value == null || !(value.text().startsWith("{") || value.text().startsWith("["))) {
            return null;
        }
        return members.remove(name);
    }

    /** Consumes a member that is an array, and returns its elements; null if it isn't one. */
    public @Nullable List<JsonText> list(String name) {
        JsonText value = members.get(name);
        if (value == null || !value.text().startsWith("[")) {
            return null;
        }
        members.remove(name);
        return value.elements();
    }

    /** Returns a member's value without consuming it; null if there is none. */
    public @Nullable JsonText get(String name) {
        return members.get(name);
    }

    /** Consumes a member, whatever its value is. */
    public void drop(String name) {
        members.remove(name);
    }

    /** Keeps a member's form on the wire in the extras, although it was consumed. */
    public void keep(String name, JsonText value) {
        members.put(name, value);
    }

    /** Consumes a member that was read as an object, unless fields of that object remain. */
    public void consumed(String name, ObjectFields inner) {
        if (inner.members.isEmpty()) {
            members.remove(name);
        }
    }

    /** Returns whether every member was consumed. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Returns the members that weren't consumed. */
    public Extras remaining() {
        return members.isEmpty() ? Extras.NONE : new Extras(members);
    }
}
