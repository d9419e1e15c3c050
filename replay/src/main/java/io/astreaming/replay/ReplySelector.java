package io.astreaming.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The replies of a server and whose turn it is. Thread-safe. */
final class ReplySelector {
    private final Turns all;
    private final Map<String, Turns> byName;
    private final boolean choosesByName;

    /**
     * Some replies. As a sequence they go to one request after the other, and the last to all that come after.
     * Otherwise a request gets the one that is named like its model, else any; where there are several, they take
     * turns.
     */
    ReplySelector(List<Reply> replies, boolean isSequence) {
        List<Entry> entries = replies.stream().map(Entry::new).toList();
        all = new Turns(entries, isSequence);
        byName = entries.stream()
                .filter(entry -> entry.reply.isStream())
                .collect(Collectors.groupingBy(
                        entry -> entry.reply.body().name(),
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), group -> new Turns(group, false))));
        choosesByName = !isSequence;
    }

    /** The reply whose turn it is, as it is sent on some terms. */
    ResponseScript next(@Nullable String model, ResponseTerms terms) {
        Turns turns = choosesByName ? byName.getOrDefault(model, all) : all;
        return turns.next().on(terms);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** A reply and its scripts, one for each of the terms on which it was asked for. */
    private static final class Entry {
        private final Reply reply;
        private final Map<ResponseTerms, ResponseScript> scripts = new ConcurrentHashMap<>();

        Entry(Reply reply) {
            this.reply = reply;
            on(ResponseTerms.USUAL);
        }

        ResponseScript on(ResponseTerms terms) {
            return scripts.computeIfAbsent(terms, any -> ResponseWriter.write(reply, any));
        }
    }

    private record Turns(List<Entry> entries, boolean lastRepeats, AtomicInteger turn) {
        Turns(List<Entry> entries, boolean lastRepeats) {
            this(entries, lastRepeats, new AtomicInteger());
        }

        Entry next() {
            int after = lastRepeats ? entries.size() - 1 : 0;
            return entries.get(turn.getAndUpdate(i -> i + 1 < entries.size() ? i + 1 : after));
        }
    }
}
