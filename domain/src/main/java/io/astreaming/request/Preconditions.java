package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks that reject values before they are sent; everything that the provider decides is accepted. */
final class Preconditions {
    private Preconditions() {}

    /** Rejects a name or another short text that is blank. */
    static String requireNotBlank(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " is blank: give one, or leave it out");
        }
        return value;
    }

    /** Rejects a word that is blank, but accepts null. */
    static void requireNullOrNotBlank(String what, @Nullable String value) {
        if (value != null) {
            requireNotBlank(what, value);
        }
    }

    /** Rejects text that isn't JSON, since the provider would reject the whole request. */
    static JsonText json(String what, JsonText value) {
        try {
            JsonText.of(value.text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + " is " + e.getMessage(), e);
        }
        return value;
    }

    /** Returns the extras with one more member. */
    static Extras extra(Extras extras, String name, JsonText value) {
        Objects.requireNonNull(name, "name");
        if (!value.isAbsent()) {
            json("the extra " + name, value);
        }
        Map<String, JsonText> members = new LinkedHashMap<>(extras.members());
        members.put(name, value);
        return new Extras(members);
    }
}
