package io.astreaming.json.chunk;

import io.astreaming.json.token.JsonTokens;
import io.astreaming.json.token.WholeNumber;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object while it is read. It returns the values of modelled members, and keeps as {@link Extras}
 * the other members and the forms that aren't canonical. It is reused for the next object of its kind, whose extras are
 * mostly equal and then shared. Of a repeated member the last counts. Not thread-safe.
 */
final class ObjectMembers {
    private final List<String> seen = new ArrayList<>();
    /** One bit for each name's hash, which shows at once that most names are new. */
    private long bits;

    private final ExtrasCache kept = new ExtrasCache();
    private @Nullable JsonTokens reader;

    /** Begins a new object. */
    void begin(JsonTokens in) {
        reader = in;
        seen.clear();
        bits = 0;
        kept.begin();
    }

    /** Records a modelled member; returns whether the object had it before. */
    boolean markSeen(String name) {
        if (!hasSeen(name)) {
            seen.add(name);
            bits |= 1L << name.hashCode();
            return false;
        }
        drop(name);
        return true;
    }

    /** Drops what was kept of an earlier member of that name. */
    void drop(String name) {
        kept.drop(name);
        in().deviation(Deviation.DUPLICATE_MEMBER);
    }

    boolean hasSeen(String name) {
        return (bits & 1L << name.hashCode()) != 0 && seen.contains(name);
    }

    /** Reads a modelled string; an empty one is treated as absent. */
    @Nullable
    String nonEmptyString(String name) {
        String value = text(name);
        if (value != null && value.isEmpty()) {
            keep(name, in().value(likely(name)));
            return null;
        }
        return value;
    }

    /** Reads a modelled id; a number is read as its digits. */
    @Nullable
    String id(String name) {
        if (in().event() != Event.VALUE_NUMBER) {
            return nonEmptyString(name);
        }
        markSeen(name);
        String digits = in().string();
        unexpected(name);
        return digits;
    }

    /** Reads a modelled string, which may be empty. */
    @Nullable
    String text(String name) {
        markSeen(name);
        if (in().event() == Event.VALUE_STRING) {
            return in().string();
        }
        unexpected(name);
        return null;
    }

    /** Reads a modelled whole number in any form. */
    @Nullable
    Long wholeNumber(String name) {
        markSeen(name);
        if (in().event() != Event.VALUE_NUMBER) {
            unexpected(name);
            return null;
        }
        Long canonical = in().canonical();
        if (canonical != null) {
            return canonical;
        }
        String digits = in().string();
        Long value = WholeNumber.of(digits);
        if (value == null) {
            unexpected(name);
        } else if (!WholeNumber.isCanonical(digits)) {
            keep(name, in().value(likely(name)));
        }
        return value;
    }

    /** Reads a modelled whole number that fits an {@code int}; a string of digits is read as a number. */
    @Nullable
    Integer index(String name) {
        if (in().event() == Event.VALUE_STRING) {
            markSeen(name);
            Integer value = WholeNumber.index(in().string());
            unexpected(name);
            return value;
        }
        Long value = wholeNumber(name);
        if (value == null || value == value.intValue()) {
            return value == null ? null : Integer.valueOf(value.intValue());
        }
        unexpected(name);
        return null;
    }

    /** Keeps the current value of a member that isn't modelled. */
    JsonText other(String name) {
        JsonText value = in().value(likely(name));
        in().count();
        if (kept.keep(name, value)) {
            in().deviation(Deviation.DUPLICATE_MEMBER);
        }
        return value;
    }

    /** Keeps the current value of a modelled member that has another kind; unless it is null, that is a deviation. */
    void unexpected(String name) {
        if (in().event() != Event.VALUE_NULL) {
            in().deviation(Deviation.UNEXPECTED_FORM);
        }
        keep(name, in().value(likely(name)));
    }

    /** Keeps the wire form of a modelled member. */
    void keep(String name, JsonText value) {
        kept.keep(name, value);
    }

    /** Returns the wire form that was kept of a member; null if there is none. */
    @Nullable
    JsonText kept(String name) {
        return kept.get(name);
    }

    /** Ends the object and returns its extras. */
    Extras end() {
        reader = null;
        return kept.end();
    }

    private @Nullable JsonText likely(String name) {
        return kept.likely(name);
    }

    private JsonTokens in() {
        if (reader == null) {
            throw new IllegalStateException("no object has begun");
        }
        return reader;
    }
}
