package io.astreaming.relay;

import io.astreaming.port.Payload;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream as one node sees it: the node produces it itself, or follows it in the log. All methods are called within the
 * stream's tasks.
 */
abstract class LiveStream {
    /** The types of events after which clients of the known protocols expect nothing more. */
    private static final Set<String> LAST_TYPES =
            Set.of("message_stop", "response.completed", "response.incomplete", "response.failed", "error");

    final StreamId id;
    final SerialTasks tasks;
    private final Set<Reader> readers = new LinkedHashSet<>();

    LiveStream(StreamId id, SerialTasks tasks) {
        this.id = id;
        this.tasks = tasks;
    }

    /** Returns whether clients take an event for the end, so that nobody may see it before the log has the seal. */
    static boolean isLast(StoredEvent event) {
        byte[] data = event.data();
        return LAST_TYPES.contains(event.type()) || new Payload(data, 0, data.length, event.type(), 0, 0).isDone();
    }

    /** Returns the number of the last event that readers may see; 0 if there is none. */
    abstract long visible();

    /** Returns an event that is at hand; null if it has to be read from the log. */
    abstract @Nullable StoredEvent event(long number);

    /** Returns how the stream ended, after which {@link #visible} doesn't change; null while it is open. */
    abstract @Nullable Seal seal();

    /** Returns the number of the log's connection on which the log was known to have this stream. */
    abstract long connection();

    /** Returns whether the log is known to have nothing of this stream any more. */
    abstract boolean isLogGone();

    /** The log couldn't be read: asks whether it still has this stream, and not another one of its name. */
    abstract void check();

    void add(Reader reader) {
        readers.add(reader);
    }

    void remove(Reader reader) {
        readers.remove(reader);
    }

    final boolean hasReaders() {
        return !readers.isEmpty();
    }

    /** Lets every reader look for something new. */
    final void wakeReaders() {
        for (Reader reader : List.copyOf(readers)) {
            reader.advance();
        }
    }

    /** Ends the readers without an outcome, because this node can't learn it. They may come back. */
    final void failReaders(Throwable reason) {
        for (Reader reader : List.copyOf(readers)) {
            reader.fail(reason);
        }
    }
}
