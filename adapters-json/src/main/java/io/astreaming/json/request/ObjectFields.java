package io.astreaming.json.request;

import io.astreaming.json.token.ParserTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object of a request, to be taken one by one; what nobody takes are its extras. Not thread-safe.
 */
final class ObjectFields {
    private final JsonParserFactory parsers;
    private final Map<String, JsonText> members = new LinkedHashMap<>();

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if it is none
     */
    ObjectFields(JsonParserFactory parsers, String what, JsonText object) {
        this.parsers = parsers;
        try (ParserTokens in = new ParserTokens(parsers, object.text())) {
            if (in.next() != Event.START_OBJECT) {
                throw new IllegalArgumentException(what + " has to be an object");
            }
            for (String name = in.member(); name != null; name = in.member()) {
                members.put(name, in.value());
            }
        }
    }

    /** The fields of a member that is an object, which stays; null if it is none. */
    @Nullable
    ObjectFields inner(String name) {
        JsonText value = members.get(name);
        return value != null && value.text().startsWith("{") ? new ObjectFields(parsers, name, value) : null;
    }

    /** Takes a member that is a string. */
    @Nullable
    String string(String name) {
        JsonText value = members.get(name);
        if (value == null || !value.text().startsWith("\"")) {
            return null;
        }
        members.remove(name);
        return string(value);
    }

    /** Takes a member that is true or false. */
    @Nullable
    Boolean bool(String name) {
        JsonText value = members.get(name);
        if (value == null || !(value.text().equals("true") || value.text().equals("false"))) {
            return null;
        }
        members.remove(name);
        return value.text().equals("true");
    }

    /** Takes a member that is an object or a list. */
    @Nullable
    JsonText structure(String name) {
        JsonText value = members.get(name);
        if (value == null || !(value.text().startsWith("{") || value.text().startsWith("["))) {
            return null;
        }
        return members.remove(name);
    }

    /** Takes a member that is a list. */
    @Nullable
    List<JsonText> list(String name) {
        JsonText value = members.get(name);
        return value == null || !value.text().startsWith("[") ? null : elements(members.remove(name));
    }

    /** What is in a list; nothing if it is none. */
    List<JsonText> elements(@Nullable JsonText list) {
        List<JsonText> elements = new ArrayList<>();
        if (list != null && list.text().startsWith("[")) {
            try (ParserTokens in = new ParserTokens(parsers, list.text())) {
                in.next();
                while (in.element()) {
                    elements.add(in.value());
                }
            }
        }
        return elements;
    }

    /** A string's value. */
    String string(JsonText json) {
        try (ParserTokens in = new ParserTokens(parsers, json.text())) {
            in.next();
            return in.string();
        }
    }

    /** A member's value, which stays; null if there is none. */
    @Nullable
    JsonText get(String name) {
        return members.get(name);
    }

    /** Takes a member, whatever it is. */
    void drop(String name) {
        members.remove(name);
    }

    /** Says how a member stands on the wire although it was taken. */
    void keep(String name, JsonText value) {
        members.put(name, value);
    }

    /** Takes a member that was read whole; if its own object holds more than was taken, its wire form stays. */
    void consumed(String name, ObjectFields inner) {
        if (inner.members.isEmpty()) {
            members.remove(name);
        }
    }

    /** What nobody took. */
    Extras remaining() {
        return members.isEmpty() ? Extras.NONE : new Extras(members);
    }
}
