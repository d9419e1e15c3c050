package io.astreaming.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Selects the reply to each request from the replies of a server. Thread-safe. */
final class ReplySelector {
    private final Turns all;
    private final Map<String, Turns> byName;
    private final boolean selectsByName;

    /**
     * Creates a selector. In a sequence, each request gets the next reply, and requests after the last reply get that
     * one again. Otherwise a request gets the reply with the name of its model, or any reply if there is none; several
     * candidates take turns.
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
        selectsByName = !isSequence;
    }

    /** Returns the script of the next reply to a model, for the given terms. */
    ResponseScript next(@Nullable String model, ResponseTerms terms) {
        Turns turns = selectsByName ? byName.getOrDefault(model, all) : all;
        return turns.next().script(terms);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** A reply with its scripts, one for each of the terms that requests had. */
    private static final class Entry {
        private final Reply reply;
        private final Map<ResponseTerms, ResponseScript> scripts = new ConcurrentHashMap<>();

        Entry(Reply reply) {
            this.reply = reply;
            script(ResponseTerms.USUAL);
        }

        ResponseScript script(ResponseTerms terms) {
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
