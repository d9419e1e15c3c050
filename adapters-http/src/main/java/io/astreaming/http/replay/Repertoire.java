package io.astreaming.http.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The replies of a server and whose turn it is. Thread-safe. */
final class Repertoire {
    private final Turns all;
    private final Map<String, Turns> byName;
    private final boolean choosesByName;

    /**
     * Some replies. As a sequence they go to one request after the other, and the last to all that come after. Otherwise a
     * request gets the one that is named like its model, else any; where there are several, they take turns.
     */
    Repertoire(List<Reply> replies, boolean isSequence) {
        List<Script> scripts =
                replies.stream().map(reply -> Script.of(reply, Terms.USUAL)).toList();
        all = new Turns(scripts, isSequence);
        byName = scripts.stream()
                .filter(script -> script.reply().isStream())
                .collect(Collectors.groupingBy(
                        script -> script.reply().body().name(),
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), group -> new Turns(group, false))));
        choosesByName = !isSequence;
    }

    Script next(@Nullable String model) {
        return choosesByName ? byName.getOrDefault(model, all).next() : all.next();
    }

    Set<String> names() {
        return byName.keySet();
    }

    private record Turns(List<Script> scripts, boolean lastRepeats, AtomicInteger turn) {
        Turns(List<Script> scripts, boolean lastRepeats) {
            this(scripts, lastRepeats, new AtomicInteger());
        }

        Script next() {
            int after = lastRepeats ? scripts.size() - 1 : 0;
            return scripts.get(turn.getAndUpdate(i -> i + 1 < scripts.size() ? i + 1 : after));
        }
    }
}
