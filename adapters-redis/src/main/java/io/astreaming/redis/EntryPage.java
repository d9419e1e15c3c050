package io.astreaming.redis;

import io.astreaming.relay.log.Page;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamId;
import io.lettuce.core.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a stream, read as a page.
 *
 * @param page the events after a number, and the seal
 * @param lastEntry the id of the last entry; null if there is none
 */
record EntryPage(Page page, @Nullable String lastEntry) {
    static final String HEAD = "h";
    static final String EVENTS = "e";
    static final String ALIVE = "a";
    static final String SEAL = "s";

    static EntryPage of(Entries format, StreamId id, List<StreamMessage<String, byte[]>> entries, long after) {
        List<StoredEvent> events = new ArrayList<>();
        long latest = after;
        Seal seal = null;
        String last = null;
        for (StreamMessage<String, byte[]> entry : entries) {
            last = entry.getId();
            byte[] sealed = entry.getBody().get(SEAL);
            byte[] batch = entry.getBody().get(EVENTS);
            if (sealed != null) {
                seal = format.seal(id, entry.getId(), sealed);
            } else if (batch != null) {
                for (StoredEvent event : format.events(id, entry.getId(), batch)) {
                    if (event.number() > latest) { // Redis compares the last numbers of batches only
                        events.add(event);
                        latest = event.number();
                    }
                }
            }
        }
        return new EntryPage(new Page(events, seal), last);
    }

    /** Returns the number of the last event up to an entry that isn't a seal. */
    static long number(StreamMessage<String, byte[]> entry) {
        String id = entry.getId();
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }
}
