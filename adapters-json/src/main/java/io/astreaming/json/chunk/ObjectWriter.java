package io.astreaming.json.chunk;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one object: the modelled members in their canonical form, overridden by the extras. Not thread-safe. */
final class ObjectWriter {
    private final JsonWriter out;
    private final Extras extras;

    ObjectWriter(JsonWriter out, Extras extras) {
        this.out = out.beginObject();
        this.extras = extras;
    }

    /** Writes a string, unless it is null. */
    ObjectWriter string(String name, @Nullable String value) {
        if (value != null && begin(name)) {
            out.string(value);
        }
        return this;
    }

    /** Writes a number, unless it is null. */
    ObjectWriter number(String name, @Nullable Number value) {
        if (value != null && begin(name)) {
            out.number(value);
        }
        return this;
    }

    /** Writes JSON verbatim, unless it is null. */
    ObjectWriter json(String name, @Nullable JsonText value) {
        if (value != null && begin(name)) {
            out.json(value);
        }
        return this;
    }

    /** Begins a member whose value the caller writes; returns false if the extras override the member. */
    boolean begin(String name) {
        if (extras.override(name)) {
            return false;
        }
        out.name(name);
        return true;
    }

    /** Writes the extras and ends the object. */
    void end() {
        for (Map.Entry<String, JsonText> extra : extras.members().entrySet()) {
            if (!extra.getValue().isAbsent()) {
                out.name(extra.getKey()).json(extra.getValue());
            }
        }
        out.endObject();
    }
}
