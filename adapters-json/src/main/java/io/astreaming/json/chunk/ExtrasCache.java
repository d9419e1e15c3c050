package io.astreaming.json.chunk;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members that are kept of one object, and those of the object of the same kind before it. They are mostly the
 * same: as long as they come in step with those before, nothing is collected but how many they are, and the extras are
 * the same object again. Not thread-safe.
 */
final class ExtrasCache {
    /** To clear a map costs as much as it ever held: a bigger one isn't used again. */
    private static final int ORDINARY = 100;

    private Extras before = Extras.NONE;
    private final List<String> names = new ArrayList<>();
    private final List<JsonText> values = new ArrayList<>();
    /** How many came in step. */
    private int inStep;

    private boolean outOfStep;
    /** All that came, once they are out of step. */
    private Map<String, JsonText> all = Map.of();

    /** Begins a new object. */
    void begin() {
        inStep = 0;
        outOfStep = false;
    }

    /** Keeps a member's value; tells whether there was one before. */
    boolean keep(String name, JsonText value) {
        if (!outOfStep) {
            if (isNext(name) && values.get(inStep).equals(value)) {
                inStep++;
                return false;
            }
            leaveStep();
        }
        return all.put(name, value) != null;
    }

    /** Forgets a member. */
    void drop(String name) {
        if (!outOfStep) {
            leaveStep();
        }
        all.remove(name);
    }

    /** What was kept of a member. */
    @Nullable
    JsonText get(String name) {
        if (outOfStep) {
            return all.get(name);
        }
        int place = names.indexOf(name);
        return place >= 0 && place < inStep ? values.get(place) : null;
    }

    /** The value that a member had before. */
    @Nullable
    JsonText likely(String name) {
        return isNext(name) ? values.get(inStep) : before.members().get(name);
    }

    /** Ends the object. */
    Extras end() {
        return outOfStep || inStep < names.size() ? take() : before;
    }

    private boolean isNext(String name) {
        return inStep < names.size() && names.get(inStep).equals(name);
    }

    private void leaveStep() {
        outOfStep = true;
        if (all.isEmpty() || all.size() > ORDINARY) {
            all = new LinkedHashMap<>();
        } else {
            all.clear();
        }
        for (int i = 0; i < inStep; i++) {
            all.put(names.get(i), values.get(i));
        }
    }

    /** Takes what came for what the next object's members are compared with, unless it is more than is ordinary. */
    private Extras take() {
        if (!outOfStep) {
            leaveStep();
        }
        Extras taken = all.isEmpty() ? Extras.NONE : new Extras(all);
        before = all.size() > ORDINARY ? Extras.NONE : taken;
        all = all.size() > ORDINARY ? Map.of() : all;
        names.clear();
        values.clear();
        before.members().forEach((name, value) -> {
            names.add(name);
            values.add(value);
        });
        return taken;
    }
}
