package io.astreaming.replay;

import io.astreaming.replay.net.ByteChannel;
import io.astreaming.replay.net.EventLoop;
import io.astreaming.sse.SseEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Plays one script to one client: writes as far as the gates let it and the client reads. Frames that are due at the
 * same time leave in one write. Belongs to the loop's thread.
 */
final class Playback {
    private static final int MOST_AT_ONCE = 128 << 10;

    /** Why a playback goes no further now. */
    enum State {
        /** A gate is closed; the playback says when it has opened. */
        WAITING,
        /** The client reads too slowly: the socket has to become writable first. */
        BLOCKED,
        /** Everything is sent. */
        FINISHED,
        /** The connection has to be closed here. */
        CUT,
        /** The connection has to be reset here. */
        RESET
    }

    private final ResponseScript script;
    private final Pace pace;
    private final ByteChannel wire;
    private final EventLoop loop;
    private final AtomicInteger openStreams;

    /** Has {@link #proceed} called again. */
    private final Runnable resumed;

    /** Everything to be sent; the position is how far it has come. */
    private final ByteBuffer bytes;

    /** A comment that isn't part of the script. */
    private ByteBuffer comment = ByteBuffer.allocate(0);

    private int nextStop;
    private long startedAt;
    private Fault.@Nullable Drip drip;
    private boolean waiting;
    private boolean over;
    private Fault.@Nullable Cut cut;
    private EventLoop.@Nullable Timer timer;
    private @Nullable Future<?> permit;

    Playback(
            ResponseScript script,
            Pace pace,
            ByteChannel wire,
            EventLoop loop,
            AtomicInteger openStreams,
            Runnable resumed) {
        this.script = script;
        this.pace = pace;
        this.wire = wire;
        this.loop = loop;
        this.openStreams = openStreams;
        this.resumed = resumed;
        bytes = ByteBuffer.wrap(script.bytes());
        startedAt = System.nanoTime();
        openStreams.incrementAndGet();
    }

    ResponseScript script() {
        return script;
    }

    /** Goes on as far as possible; called again when the client has read, or something waited for has come. */
    State proceed() throws IOException {
        while (!over) {
            if (!wire.flush() || (comment.hasRemaining() && !wire.write(comment))) {
                return State.BLOCKED;
            }
            int reach = waiting ? bytes.position() : passGates();
            if (waiting) {
                return State.WAITING;
            }
            if (cut != null) {
                return cut.reset() ? State.RESET : State.CUT;
            }
            if (bytes.position() == script.bytes().length) {
                stop();
                return State.FINISHED;
            }
            int most = drip == null ? MOST_AT_ONCE : drip.bytes();
            int end = Math.min(reach, bytes.position() + most);
            boolean sent = wire.write(bytes.limit(end));
            if (sent && drip != null) {
                await(drip.gap().toNanos(), () -> {});
            } else if (!sent || end < reach) {
                return State.BLOCKED;
            }
        }
        return State.WAITING;
    }

    /** Ends it, and forgets what it was waiting for. */
    void stop() {
        if (over) {
            return;
        }
        over = true;
        openStreams.decrementAndGet();
        if (timer != null) {
            loop.cancel(timer);
        }
        if (permit != null) {
            permit.cancel(true);
        }
    }

    /** Passes the gates that are open, and tells how far the bytes may go. */
    private int passGates() {
        List<ResponseScript.Stop> stops = script.stops();
        for (; nextStop < stops.size(); nextStop++) {
            ResponseScript.Stop stop = stops.get(nextStop);
            boolean mayPassAhead = stop.gate() instanceof Fault.Due && stop.at() - bytes.position() < MOST_AT_ONCE;
            if ((isAhead() && !mayPassAhead) || !passes(stop.gate())) {
                return stop.at();
            }
        }
        return script.bytes().length;
    }

    /** Whether there is something to be sent before the next gate. */
    private boolean isAhead() {
        return script.stops().get(nextStop).at() > bytes.position();
    }

    /** Passes a gate at once, or waits there for as long as it takes, or ends there. */
    private boolean passes(Fault.Gate gate) {
        if (gate instanceof Fault.Due due) {
            return awaitFrame(due.frame());
        } else if (gate instanceof Fault.Drip begun) {
            drip = begun;
            return true;
        } else if (gate instanceof Fault.Pause pause) {
            pause(pause.duration().toNanos());
        } else if (gate instanceof Fault.Stall stall) {
            stall(stall);
        } else if (gate instanceof Fault.Cut here) {
            cut = here;
            stop();
        }
        return false;
    }

    private boolean awaitFrame(int frame) {
        Semaphore permits = pace.permits();
        if (permits != null) {
            boolean permitted = permits.tryAcquire();
            if (!permitted && !isAhead()) {
                waiting = true;
                permit = loop.acquire(permits, () -> permitted(permits));
            }
            return permitted;
        }
        long nanos = startedAt + pace.due(script.reply().body(), frame) - System.nanoTime();
        if (nanos > 0 && !isAhead()) {
            await(nanos, this::passGate);
        }
        return nanos <= 0;
    }

    private void pause(long nanos) {
        long since = System.nanoTime();
        await(nanos, () -> passLate(since));
    }

    private void stall(Fault.Stall stall) {
        long since = System.nanoTime();
        waiting = true;
        if (stall.release() != null) {
            stall.release().whenComplete((result, failure) -> loop.execute(() -> resume(() -> passLate(since))));
        }
        if (stall.gap() != null) {
            byte[] text = SseEncoder.comment(stall.comment());
            comment(script.isChunked() && bytes.position() > 0 ? chunk(text) : text, stall.gap());
        }
    }

    private void comment(byte[] text, Duration gap) {
        timer = loop.schedule(gap.toNanos(), () -> {
            comment(text, gap);
            if (!comment.hasRemaining()) {
                comment = ByteBuffer.wrap(text);
                resumed.run();
            }
        });
    }

    private void await(long nanos, Runnable then) {
        waiting = true;
        timer = loop.schedule(nanos, () -> resume(then));
    }

    private void resume(Runnable then) {
        if (!over && waiting) {
            waiting = false;
            timer = null;
            then.run();
            resumed.run();
        }
    }

    private void permitted(Semaphore permits) {
        if (over) {
            permits.release();
        } else {
            resume(this::passGate);
        }
    }

    private void passGate() {
        nextStop++;
    }

    /** Passes a gate, and lets all frames behind it come later. */
    private void passLate(long since) {
        startedAt += System.nanoTime() - since;
        nextStop++;
    }

    private static byte[] chunk(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((Integer.toHexString(text.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(text);
        out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
