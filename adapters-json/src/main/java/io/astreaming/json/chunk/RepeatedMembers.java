package io.astreaming.json.chunk;

import io.astreaming.chunk.Delta;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the deltas of a repeated member that a later occurrence replaces. Not thread-safe. */
final class RepeatedMembers {
    /** A set that ever had more elements isn't reused: clearing it takes as long as when it was full. */
    private static final int MAX_REUSED = 100;

    /** The names of the unknown members. */
    private Set<String> unrecognized = new HashSet<>();
    /** For each repeated member, how many deltas preceded its last occurrence. */
    private Map<String, Integer> repeated = new HashMap<>();

    /** Begins a new object. */
    void begin() {
        if (unrecognized.size() <= MAX_REUSED) {
            unrecognized.clear();
        } else {
            unrecognized = new HashSet<>();
        }
        if (!repeated.isEmpty()) {
            repeated = new HashMap<>();
        }
    }

    /** Records an unknown member; returns whether the object had it before. */
    boolean hasSeen(String name) {
        return !unrecognized.add(name);
    }

    /**
     * Records that a member is repeated.
     *
     * @param before how many deltas precede this occurrence
     */
    void add(String name, int before) {
        repeated.put(name, before);
    }

    /** Removes the deltas of all occurrences but the last. */
    void dropStale(List<Delta> deltas) {
        if (repeated.isEmpty()) {
            return;
        }
        List<Delta> all = List.copyOf(deltas);
        deltas.clear();
        for (int i = 0; i < all.size(); i++) {
            if (i >= repeated.getOrDefault(DeltaWriter.member(all.get(i)), 0)) {
                deltas.add(all.get(i));
            }
        }
    }
}
