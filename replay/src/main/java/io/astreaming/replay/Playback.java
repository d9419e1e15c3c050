package io.astreaming.replay;

import io.astreaming.replay.net.ByteChannel;
import io.astreaming.replay.net.EventLoop;
import io.astreaming.replay.net.Response;
import io.astreaming.replay.net.Timer;
import io.astreaming.replay.net.Wire;
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
 * Sends one script to one client, as fast as the gates and the client allow. Frames that are due at the same time are
 * sent in one write. Confined to the event loop's thread.
 */
final class Playback implements Response {
    private static final int MAX_WRITE = 128 << 10;

    private final ResponseScript script;
    private final Pace pace;
    private final ByteChannel wire;
    private final EventLoop loop;
    private final AtomicInteger openStreams;

    /** Requests another call of {@link #proceed}. */
    private final Runnable resumed;

    /** All bytes of the response; the position is the number of bytes already sent. */
    private final ByteBuffer bytes;

    /** A comment that isn't part of the script. */
    private ByteBuffer comment = ByteBuffer.allocate(0);

    private int nextStop;
    private long startedAt;
    private Fault.@Nullable Drip drip;
    private boolean waiting;
    private boolean over;
    private Fault.@Nullable Cut cut;
    private @Nullable Timer timer;
    private @Nullable Future<?> permit;

    Playback(ResponseScript script, Pace pace, Wire wire, AtomicInteger openStreams) {
        this.script = script;
        this.pace = pace;
        this.wire = wire.channel();
        this.loop = wire.loop();
        this.openStreams = openStreams;
        this.resumed = wire.resumed();
        bytes = ByteBuffer.wrap(script.bytes());
        startedAt = System.nanoTime();
        openStreams.incrementAndGet();
    }

    @Override
    public boolean isPersistent() {
        return script.isPersistent();
    }

    @Override
    public Reuse reuse() {
        return script.reply().reuse();
    }

    @Override
    public int status() {
        return script.status();
    }

    @Override
    public long bytes() {
        return script.body(bytes.position());
    }

    @Override
    public @Nullable String served() {
        return script.reply().isStream() ? script.reply().body().name() : null;
    }

    /** Sends as much as possible. It is called again when the socket is writable or a gate has opened. */
    @Override
    public State proceed() throws IOException {
        while (!over) {
            if (!wire.flush() || (comment.hasRemaining() && !wire.write(comment))) {
                return State.BLOCKED;
            }
            int limit = waiting ? bytes.position() : passGates();
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
            int max = drip == null ? MAX_WRITE : drip.bytes();
            int end = Math.min(limit, bytes.position() + max);
            boolean sent = wire.write(bytes.limit(end));
            if (sent && drip != null) {
                await(drip.gap().toNanos(), () -> {});
            } else if (!sent || end < limit) {
                return State.BLOCKED;
            }
        }
        return State.WAITING;
    }

    /** Ends the playback and cancels its timer and its wait for a permit. */
    @Override
    public void stop() {
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

    /** Passes the open gates, and returns the offset up to which bytes may be sent. */
    private int passGates() {
        List<ResponseScript.Stop> stops = script.stops();
        for (; nextStop < stops.size(); nextStop++) {
            ResponseScript.Stop stop = stops.get(nextStop);
            boolean mayPassEarly = stop.gate() instanceof Fault.Due && stop.at() - bytes.position() < MAX_WRITE;
            if ((isAhead() && !mayPassEarly) || !passes(stop.gate())) {
                return stop.at();
            }
        }
        return script.bytes().length;
    }

    /** Returns whether there are bytes to be sent before the next gate. */
    private boolean isAhead() {
        return script.stops().get(nextStop).at() > bytes.position();
    }

    /** Returns whether a gate is open. If it isn't, this waits for it, or ends the response there. */
    private boolean passes(Fault.Gate gate) {
        if (gate instanceof Fault.Due due) {
            return awaitFrame(due.frame());
        } else if (gate instanceof Fault.Drip started) {
            drip = started;
            return true;
        } else if (gate instanceof Fault.Pause pause) {
            pause(pause.duration().toNanos());
        } else if (gate instanceof Fault.Stall stall) {
            stall(stall);
        } else if (gate instanceof Fault.Cut ending) {
            cut = ending;
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

    /** Passes a gate, and delays all later frames by the time spent there. */
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
