package io.astreaming.relay;

import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.Page;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.WriteResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server of a log: like Redis it accepts any event with a number greater than the last one's, so it doesn't notice a
 * gap, and after a seal nothing. A failover puts an older state in its place.
 */
final class SimulatedStore {
    private static final class Stream {
        final StreamHead head;
        final List<StoredEvent> events;
        int signsOfLife;

        @Nullable
        Seal seal;

        Stream(StreamHead head, List<StoredEvent> events, int signsOfLife, @Nullable Seal seal) {
            this.head = head;
            this.events = events;
            this.signsOfLife = signsOfLife;
            this.seal = seal;
        }

        Stream copy() {
            return new Stream(head, new ArrayList<>(events), signsOfLife, seal);
        }

        long last() {
            return events.isEmpty() ? 0 : events.get(events.size() - 1).number();
        }
    }

    private record Snapshot(long millis, Map<StreamId, Stream> streams) {}

    private final Plant plant;
    private Map<StreamId, Stream> streams = new HashMap<>();
    private final Deque<Snapshot> replica = new ArrayDeque<>();
    private boolean lostSeal;
    private boolean lostStream;

    SimulatedStore(Plant plant) {
        this.plant = plant;
    }

    LogState open(StreamId id, StreamHead head, long connection) {
        if (plant == Plant.NAME_USED_AGAIN
                && streams.containsKey(id)
                && streams.get(id).last() > 5) {
            streams.put(id, new Stream(head, new ArrayList<>(), 0, null));
        }
        streams.computeIfAbsent(id, any -> new Stream(head, new ArrayList<>(), 0, null));
        return state(id, connection);
    }

    WriteResult append(StreamId id, List<StoredEvent> events) {
        Stream stream = streams.get(id);
        if (stream == null) {
            return new WriteResult.Gone();
        }
        if (stream.seal != null && plant != Plant.SEAL_NOT_FINAL) {
            return new WriteResult.AlreadySealed(stream.seal);
        }
        if (events.get(0).number() <= stream.last()) {
            return new WriteResult.OutOfOrder();
        }
        stream.events.addAll(events);
        return new WriteResult.Written();
    }

    WriteResult alive(StreamId id, long last) {
        Stream stream = streams.get(id);
        if (stream == null) {
            return new WriteResult.Gone();
        }
        if (stream.seal != null) {
            return new WriteResult.AlreadySealed(stream.seal);
        }
        if (last < stream.last()) {
            return new WriteResult.OutOfOrder();
        }
        stream.signsOfLife++;
        return new WriteResult.Written();
    }

    WriteResult seal(StreamId id, Seal seal) {
        Stream stream = streams.get(id);
        if (stream == null) {
            return new WriteResult.Gone();
        }
        if (stream.seal != null && plant != Plant.SEAL_NOT_FINAL) {
            return new WriteResult.AlreadySealed(stream.seal);
        }
        stream.seal = seal;
        return new WriteResult.Written();
    }

    @Nullable
    LogState state(StreamId id, long connection) {
        Stream stream = streams.get(id);
        return stream == null ? null : new LogState(stream.head, stream.last(), stream.seal, connection);
    }

    @Nullable
    Page read(StreamId id, long after, int most) {
        Stream stream = streams.get(id);
        if (stream == null) {
            return null;
        }
        List<StoredEvent> later =
                stream.events.stream().filter(event -> event.number() > after).toList();
        List<StoredEvent> page = later.subList(0, Math.min(most, later.size()));
        return new Page(page, page.size() == later.size() ? stream.seal : null);
    }

    int signsOfLife(StreamId id) {
        Stream stream = streams.get(id);
        return stream == null ? 0 : stream.signsOfLife;
    }

    /** Copies the state, as a replica does. */
    void replicate(long millis) {
        Map<StreamId, Stream> copy = new HashMap<>();
        streams.forEach((id, stream) -> copy.put(id, stream.copy()));
        replica.addLast(new Snapshot(millis, copy));
        while (replica.size() > 60) {
            replica.removeFirst();
        }
    }

    /** Puts the replica's state of a moment in the place of the present one. */
    void failOver(long asOfMillis) {
        Map<StreamId, Stream> old = Map.of();
        for (Snapshot snapshot : replica) {
            if (snapshot.millis() <= asOfMillis) {
                old = snapshot.streams();
            }
        }
        for (Map.Entry<StreamId, Stream> stream : streams.entrySet()) {
            Stream before = old.get(stream.getKey());
            lostStream |= before == null;
            lostSeal |= stream.getValue().seal != null && (before == null || before.seal == null);
        }
        Map<StreamId, Stream> copy = new HashMap<>();
        old.forEach((id, stream) -> copy.put(id, stream.copy()));
        streams = copy;
        replica.clear();
    }

    boolean hasLostSeal() {
        return lostSeal;
    }

    boolean hasLostStream() {
        return lostStream;
    }
}
