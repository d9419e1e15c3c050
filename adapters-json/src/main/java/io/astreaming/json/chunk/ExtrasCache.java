package io.astreaming.json.chunk;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the extras of one object, and shares them with the previous object of the same kind, whose extras are mostly
 * equal. As long as each member equals the previous one at its position, only their number is counted; if all are
 * equal, the result is the same {@link Extras} again. Not thread-safe.
 */
final class ExtrasCache {
    /** A map that ever had more members isn't reused: clearing it takes as long as when it was full. */
    private static final int MAX_REUSED = 100;

    private Extras before = Extras.NONE;
    private final List<String> names = new ArrayList<>();
    private final List<JsonText> values = new ArrayList<>();
    /** How many members were equal so far. */
    private int equal;

    private boolean different;
    /** All members of this object, once one was different. */
    private Map<String, JsonText> all = Map.of();

    /** Begins a new object. */
    void begin() {
        equal = 0;
        different = false;
    }

    /** Keeps a member's value; returns whether the object had this member before. */
    boolean keep(String name, JsonText value) {
        if (!different) {
            if (isNext(name) && values.get(equal).equals(value)) {
                equal++;
                return false;
            }
            startCollecting();
        }
        return all.put(name, value) != null;
    }

    /** Forgets a member. */
    void drop(String name) {
        if (!different) {
            startCollecting();
        }
        all.remove(name);
    }

    /** Returns the value of a member that was kept; null if there is none. */
    @Nullable
    JsonText get(String name) {
        if (different) {
            return all.get(name);
        }
        int place = names.indexOf(name);
        return place >= 0 && place < equal ? values.get(place) : null;
    }

    /** Returns the value of a member in the previous object; null if there is none. */
    @Nullable
    JsonText likely(String name) {
        return isNext(name) ? values.get(equal) : before.members().get(name);
    }

    /** Ends the object and returns its extras. */
    Extras end() {
        return different || equal < names.size() ? collected() : before;
    }

    private boolean isNext(String name) {
        return equal < names.size() && names.get(equal).equals(name);
    }

    private void startCollecting() {
        different = true;
        if (all.isEmpty() || all.size() > MAX_REUSED) {
            all = new LinkedHashMap<>();
        } else {
            all.clear();
        }
        for (int i = 0; i < equal; i++) {
            all.put(names.get(i), values.get(i));
        }
    }

    /** Returns the collected members, and compares the next object with them unless they are too many. */
    private Extras collected() {
        if (!different) {
            startCollecting();
        }
        Extras extras = all.isEmpty() ? Extras.NONE : new Extras(all);
        before = all.size() > MAX_REUSED ? Extras.NONE : extras;
        all = all.size() > MAX_REUSED ? Map.of() : all;
        names.clear();
        values.clear();
        before.members().forEach((name, value) -> {
            names.add(name);
            values.add(value);
        });
        return extras;
    }
}
