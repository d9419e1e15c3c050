package io.astreaming.conformance.adapter;

import io.astreaming.completion.Outcome;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.stream.Chat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts streams by their outcome. Thread-safe. */
final class OutcomeCounts {
    private final Map<String, LongAdder> streams = new ConcurrentHashMap<>();

    /** Returns a copy of a chat whose streams are counted. */
    Chat observe(Chat chat) {
        return chat.withListener(request -> new StreamListener() {
            @Override
            public void ended(Outcome outcome, Timeline timeline) {
                streams.computeIfAbsent(outcome.kind(), kind -> new LongAdder()).increment();
            }
        });
    }

    long count(String kind) {
        LongAdder counted = streams.get(kind);
        return counted == null ? 0 : counted.sum();
    }
}
