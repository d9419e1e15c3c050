package io.astreaming.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is refused before it is sent; whatever is the provider's to decide passes. */
final class Preconditions {
    private Preconditions() {}

    /** A name or another short text that can't be blank. */
    static String requireNotBlank(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " is blank: give one, or leave it out");
        }
        return value;
    }

    /** A word that may be left out. */
    static void requireNullOrNotBlank(String what, @Nullable String value) {
        if (value != null) {
            requireNotBlank(what, value);
        }
    }

    /** JSON text, checked here since otherwise the provider would refuse the whole request. */
    static JsonText json(String what, JsonText value) {
        try {
            JsonText.of(value.text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + " is " + e.getMessage(), e);
        }
        return value;
    }

    /** Extras with one more. */
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
