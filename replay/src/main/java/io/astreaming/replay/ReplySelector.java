package io.astreaming.replay;

import io.astreaming.value.Protocol;
import java.util.EnumMap;
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
    /** The replies to requests of each protocol; a reply that isn't a stream is one to any. */
    private final Map<Protocol, Group> groups = new EnumMap<>(Protocol.class);

    private final Group all;
    private final boolean selects;

    /**
     * Creates a selector. In a sequence, each request gets the next reply, and requests after the last reply get that
     * one again. Otherwise a request gets the reply of its protocol with the name of its model, or any of its protocol
     * if there is none; several candidates take turns.
     */
    ReplySelector(List<Reply> replies, boolean isSequence) {
        List<Entry> entries = replies.stream().map(Entry::new).toList();
        all = Group.of(entries, isSequence);
        selects = !isSequence;
        for (Protocol protocol : Protocol.values()) {
            List<Entry> fitting = entries.stream()
                    .filter(entry ->
                            !entry.reply.isStream() || entry.reply.body().fits(protocol))
                    .toList();
            if (!fitting.isEmpty()) {
                groups.put(protocol, Group.of(fitting, false));
            }
        }
    }

    /** Returns the script of the next reply to a model, for the given terms; null if there is none of this protocol. */
    @Nullable
    ResponseScript next(Protocol protocol, @Nullable String model, ResponseTerms terms) {
        Group group = selects ? groups.get(protocol) : all;
        return group == null ? null : group.turns(selects ? model : null).next().script(terms);
    }

    Set<String> names() {
        return all.byName.keySet();
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

    /** Replies that may answer the same requests: some of them by their names. */
    private record Group(Turns any, Map<String, Turns> byName) {
        static Group of(List<Entry> entries, boolean isSequence) {
            return new Group(
                    new Turns(entries, isSequence),
                    entries.stream()
                            .filter(entry -> entry.reply.isStream())
                            .collect(Collectors.groupingBy(
                                    entry -> entry.reply.body().name(),
                                    LinkedHashMap::new,
                                    Collectors.collectingAndThen(
                                            Collectors.toList(), group -> new Turns(group, false)))));
        }

        Turns turns(@Nullable String model) {
            Turns named = model == null ? null : byName.get(model);
            return named == null ? any : named;
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
