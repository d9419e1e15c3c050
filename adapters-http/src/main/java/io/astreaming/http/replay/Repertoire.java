package io.astreaming.http.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The recordings of a server and whose turn it is. Thread-safe. */
final class Repertoire {
    private final Turns all;
    private final Map<String, Turns> byName = new LinkedHashMap<>();

    Repertoire(List<Recording> recordings) {
        all = new Turns(recordings);
        Map<String, List<Recording>> named = new LinkedHashMap<>();
        recordings.forEach(recording -> named.computeIfAbsent(recording.name(), name -> new ArrayList<>())
                .add(recording));
        named.forEach((name, group) -> byName.put(name, new Turns(group)));
    }

    /** The next recording for a model: one that bears its name, else any; where there are several, in turn. */
    Recording next(@Nullable String model) {
        return byName.getOrDefault(model, all).next();
    }

    Set<String> names() {
        return byName.keySet();
    }

    private record Turns(List<Recording> recordings, AtomicInteger taken) {
        Turns(List<Recording> recordings) {
            this(List.copyOf(recordings), new AtomicInteger());
        }

        Recording next() {
            return recordings.get(Math.floorMod(taken.getAndIncrement(), recordings.size()));
        }
    }
}
