package io.astreaming.http.relay;

import io.astreaming.port.Scheduler;
import io.astreaming.relay.log.RelayEvent;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamSealed;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One client's events as bytes, and a heartbeat whenever nothing was sent for a while. It asks for the next event when the
 * client can take it. Its lock is held while the client's subscriber is called, which must not wait.
 */
final class EventBytes implements Flow.Subscriber<RelayEvent>, Flow.Subscription {
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(15);

    /** The time after which a client reconnects is drawn from half to one and a half of this, in milliseconds. */
    private static final int RETRY_MILLIS = 1_000;

    private final EventFrames frames;
    private final Scheduler scheduler;
    private final Flow.Subscriber<? super ByteBuffer> client;
    private Flow.@Nullable Subscription events;
    private @Nullable RelayEvent held;
    private long demand;
    private long lastSent;
    private boolean asked;
    private boolean begun;
    private boolean over;
    private Scheduler.@Nullable Timer heartbeat;

    EventBytes(EventFrames frames, Scheduler scheduler, Flow.Subscriber<? super ByteBuffer> client) {
        this.frames = frames;
        this.scheduler = scheduler;
        this.client = client;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        synchronized (this) {
            events = subscription;
            lastSent = scheduler.nanoTime();
            scheduleHeartbeat(HEARTBEAT_INTERVAL);
        }
        client.onSubscribe(this);
    }

    private void scheduleHeartbeat(Duration delay) {
        heartbeat = scheduler.schedule(delay, this::beat);
    }

    private synchronized void beat() {
        if (over) {
            return;
        }
        Duration idle = Duration.ofNanos(scheduler.nanoTime() - lastSent);
        Duration rest = HEARTBEAT_INTERVAL.minus(idle);
        if (!rest.isNegative() && !rest.isZero()) {
            scheduleHeartbeat(rest);
            return;
        }
        if (demand > 0) {
            send(EventFrames.heartbeat());
        }
        scheduleHeartbeat(HEARTBEAT_INTERVAL);
    }

    @Override
    public synchronized void request(long n) {
        if (over) {
            return;
        }
        if (n <= 0) {
            cancel();
            client.onError(new IllegalArgumentException("rule 3.9: at least one buffer must be requested, not " + n));
            return;
        }
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        advance();
    }

    private void advance() {
        RelayEvent event = held;
        if (event != null && demand > 0) {
            held = null;
            give(event);
        }
        if (!over && held == null && !asked && demand > 0 && events != null) {
            asked = true;
            events.request(1);
        }
    }

    @Override
    public synchronized void onNext(RelayEvent event) {
        asked = false;
        if (over) {
            return;
        }
        held = event;
        advance();
    }

    private void give(RelayEvent event) {
        int retry = begun ? 0 : RETRY_MILLIS / 2 + ThreadLocalRandom.current().nextInt(RETRY_MILLIS);
        begun = true;
        if (event instanceof StoredEvent stored) {
            send(frames.event(stored, retry));
        } else if (event instanceof StreamSealed sealed) {
            if (!sealed.seal().isCompleted()) {
                send(frames.end(sealed.seal(), retry));
            }
            finish();
            client.onComplete();
        }
    }

    private void send(ByteBuffer bytes) {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        lastSent = scheduler.nanoTime();
        client.onNext(bytes);
    }

    private void finish() {
        over = true;
        held = null;
        if (heartbeat != null) {
            heartbeat.cancel();
        }
    }

    @Override
    public synchronized void onError(Throwable error) {
        if (!over) {
            finish();
            client.onError(error);
        }
    }

    @Override
    public void onComplete() {} // the seal was the end

    @Override
    public void cancel() {
        Flow.Subscription open;
        synchronized (this) {
            finish();
            open = events;
        }
        if (open != null) {
            open.cancel();
        }
    }
}
