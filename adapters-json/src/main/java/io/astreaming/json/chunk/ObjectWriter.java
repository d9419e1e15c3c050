package io.astreaming.json.chunk;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import org.jspecify.annotations.Nullable;

/** Writes one object: the members of the model in their canonical form, overridden by the extras. Not thread-safe. */
final class ObjectWriter {
    private final StringBuilder out;
    private final Extras extras;
    private char separator = '{';

    ObjectWriter(StringBuilder out, Extras extras) {
        this.out = out;
        this.extras = extras;
    }

    /** Writes a string, if there is one. */
    ObjectWriter string(String name, @Nullable String value) {
        if (value != null && begin(name)) {
            JsonText.appendString(out, value);
        }
        return this;
    }

    /** Writes a number, if there is one. */
    ObjectWriter number(String name, @Nullable Number value) {
        if (value != null && begin(name)) {
            out.append(value);
        }
        return this;
    }

    /** Writes JSON as it is, if there is some. */
    ObjectWriter json(String name, @Nullable JsonText value) {
        if (value != null && begin(name)) {
            out.append(value.text());
        }
        return this;
    }

    /** Begins a member, unless the extras know better; its value is then the caller's to append. */
    boolean begin(String name) {
        if (extras.override(name)) {
            return false;
        }
        name(name);
        return true;
    }

    /** Writes the extras and ends the object. */
    void end() {
        extras.members().forEach((name, value) -> {
            if (!value.isAbsent()) {
                name(name);
                out.append(value.text());
            }
        });
        out.append(separator == '{' ? "{}" : "}");
    }

    private void name(String name) {
        out.append(separator);
        separator = ',';
        JsonText.appendString(out, name);
        out.append(':');
    }
}
