package io.astreaming.relay;

import io.astreaming.relay.log.Page;
import io.astreaming.relay.log.RelayEvent;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamSealed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a stream: a number, up to which it has seen the events, and a demand. A reader that is behind reads pages
 * from the log, and slows nobody. Its state is touched only within the stream's tasks.
 */
final class Reader implements Flow.Subscription {
    private static final int PAGE_BYTES = 64 * 1024;
    private static final Duration RETRY = Duration.ofMillis(250);

    private final LiveStream stream;
    private final NodeContext node;
    private final Flow.Subscriber<? super RelayEvent> subscriber;
    private final ArrayDeque<StoredEvent> page = new ArrayDeque<>();
    private long cursor;
    private long demand;
    private boolean reading;
    private boolean over;
    /** Since when the log has lacked events that this node has seen; null if it doesn't. */
    private @Nullable Long lackingSince;

    Reader(LiveStream stream, NodeContext node, Flow.Subscriber<? super RelayEvent> subscriber, long after) {
        this.stream = stream;
        this.node = node;
        this.subscriber = subscriber;
        cursor = after;
    }

    @Override
    public void request(long n) {
        stream.tasks.execute(() -> {
            if (n <= 0) {
                fail(new IllegalArgumentException("rule 3.9: at least one event must be requested, not " + n));
                return;
            }
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            advance();
        });
    }

    @Override
    public void cancel() {
        stream.tasks.execute(this::leave);
    }

    private void leave() {
        over = true;
        page.clear();
        stream.remove(this);
    }

    void fail(Throwable reason) {
        if (!over) {
            leave();
            subscriber.onError(reason);
        }
    }

    /** Gives the subscriber what there is and what it has asked for. */
    void advance() {
        while (!over && demand > 0) {
            StoredEvent event = next();
            if (event != null) {
                cursor = event.number();
                give(event);
            } else if (stream.seal() != null && cursor >= stream.visible()) {
                end(stream.seal());
            } else {
                return;
            }
        }
    }

    private void give(RelayEvent event) {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        try {
            subscriber.onNext(event);
        } catch (Throwable e) { // against the rules of Reactive Streams: there is nobody to tell
            leave();
        }
    }

    private void end(Seal seal) {
        leave();
        give(new StreamSealed(seal, stream.visible()));
        subscriber.onComplete();
    }

    private @Nullable StoredEvent next() {
        if (cursor >= stream.visible()) {
            return null;
        }
        StoredEvent held = stream.event(cursor + 1);
        if (held != null) {
            page.clear();
            return held;
        }
        StoredEvent read = page.poll();
        if (read == null && !reading) {
            readPage();
        }
        return read;
    }

    private void readPage() {
        if (stream.isLogGone()) {
            end(Seal.LOG_GONE);
            return;
        }
        reading = true;
        LogCall.make(
                () -> node.log().read(stream.id, stream.connection(), cursor, PAGE_BYTES),
                stream.tasks,
                this::take,
                () -> {
                    stream.check();
                    readLater();
                });
    }

    private void take(@Nullable Page found) {
        if (over) {
            return;
        }
        if (found == null || stream.isLogGone()) {
            end(Seal.LOG_GONE);
            return;
        }
        for (StoredEvent event : found.events()) {
            long expected = page.isEmpty() ? cursor + 1 : page.getLast().number() + 1;
            if (event.number() > expected && node.rules().gapEndsTheStream()) {
                break;
            }
            if (event.number() >= expected && event.number() <= stream.visible()) {
                page.add(event);
            }
        }
        if (!page.isEmpty()) {
            reading = false;
            lackingSince = null;
            advance();
        } else if (found.events().isEmpty() && found.seal() == null && !lacksForTooLong()) {
            readLater(); // the log has lost events that the producer may append again
        } else if (cursor < stream.visible()) {
            Seal seal = stream.seal();
            end(seal == null || seal.isCompleted() ? Seal.LOG_DAMAGED : seal);
        } else {
            reading = false;
        }
    }

    /** While a stream is open, its tail notices when the producer is lost; of one that has ended only this does. */
    private boolean lacksForTooLong() {
        long now = node.scheduler().nanoTime();
        if (stream.seal() == null || lackingSince == null) {
            lackingSince = now;
        }
        return now - lackingSince > node.settings().silenceLimit().toNanos();
    }

    private void readLater() {
        var unused = node.scheduler()
                .schedule(
                        RETRY,
                        () -> stream.tasks.execute(() -> {
                            reading = false;
                            advance();
                        }));
    }
}
