package io.astreaming.json;

import io.astreaming.chunk.Deviation;
import io.astreaming.chunk.Extras;
import io.astreaming.chunk.JsonText;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object while it is read: gives the values of those that are modelled and keeps, as {@link Extras},
 * the others and whatever hasn't the canonical form. Used again for the next object of its kind, whose extras are mostly
 * the same and then shared. Of a repeated member the last counts. Not thread-safe.
 */
final class Members {
    /** To clear a map costs as much as it ever held: a bigger one isn't used again. */
    private static final int ORDINARY = 100;

    private final List<String> met = new ArrayList<>();
    private Map<String, JsonText> extras = new LinkedHashMap<>();
    private Extras before = Extras.NONE;
    private @Nullable JsonReader reader;

    /** Begins a new object. */
    void begin(JsonReader in) {
        reader = in;
        met.clear();
        if (extras.size() <= ORDINARY) {
            extras.clear();
        } else {
            extras = new LinkedHashMap<>();
        }
    }

    /** Notes a modelled member; tells whether it had come before. */
    boolean meet(String name) {
        if (!met.contains(name)) {
            met.add(name);
            return false;
        }
        drop(name);
        return true;
    }

    /** Forgets what an earlier member of that name said. */
    void drop(String name) {
        extras.remove(name);
        in().deviation(Deviation.DUPLICATE_MEMBER);
    }

    boolean hasMet(String name) {
        return met.contains(name);
    }

    /** Takes a modelled string; an empty one is as good as none. */
    @Nullable
    String word(String name) {
        String value = text(name);
        if (value != null && value.isEmpty()) {
            keep(name, in().value(likely(name)));
            return null;
        }
        return value;
    }

    /** Takes a modelled string. */
    @Nullable
    String text(String name) {
        meet(name);
        if (in().event() == Event.VALUE_STRING) {
            return in().string();
        }
        unexpected(name);
        return null;
    }

    /** Takes a modelled whole number, however it is written. */
    @Nullable
    Long whole(String name) {
        meet(name);
        if (in().event() != Event.VALUE_NUMBER) {
            unexpected(name);
            return null;
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

    /** Takes a modelled whole number that is no more than an {@code int}. */
    @Nullable
    Integer index(String name) {
        Long value = whole(name);
        if (value == null || value == value.intValue()) {
            return value == null ? null : Integer.valueOf(value.intValue());
        }
        unexpected(name);
        return null;
    }

    /** Keeps the current value of a member that isn't modelled. */
    JsonText other(String name) {
        JsonText value = in().value(likely(name));
        if (extras.put(name, value) != null) {
            in().deviation(Deviation.DUPLICATE_MEMBER);
        }
        return value;
    }

    /** Keeps the current value of a modelled member that can't be read as its kind; null is no surprise. */
    void unexpected(String name) {
        if (in().event() != Event.VALUE_NULL) {
            in().deviation(Deviation.UNEXPECTED_FORM);
        }
        keep(name, in().value(likely(name)));
    }

    /** Keeps the wire's form of a modelled member. */
    void keep(String name, JsonText value) {
        extras.put(name, value);
    }

    /** The wire's form that was kept of a member. */
    @Nullable
    JsonText kept(String name) {
        return extras.get(name);
    }

    /** Ends the object. */
    Extras end() {
        reader = null;
        if (extras.isEmpty()) {
            return Extras.NONE;
        }
        if (!before.members().equals(extras)) {
            before = new Extras(extras);
        }
        return before;
    }

    private @Nullable JsonText likely(String name) {
        return before.members().get(name);
    }

    private JsonReader in() {
        if (reader == null) {
            throw new IllegalStateException("no object has begun");
        }
        return reader;
    }
}
