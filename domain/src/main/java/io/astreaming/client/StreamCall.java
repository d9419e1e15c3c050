package io.astreaming.client;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.Scheduler;
import io.astreaming.request.Headers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to its outcome: the attempts to get an answer, the bytes of the one that came, and how long all this may
 * take. What both faces share: it never waits itself, and says when there is nothing to take; whoever drives it is called when
 * that changes.
 *
 * <p>Driven by one reader at a time; {@link #cancel} may be called by anybody.
 */
public final class StreamCall {
    private final ChatTransport transport;
    private final ChatCodec codec;
    private final ChatSettings settings;
    private final Runnable arrived;
    private final PreparedRequest request;
    private final LongSupplier nanos;
    private final ChunkDecoder chunks;
    private final StreamOptions options;
    private StreamEngine engine;
    private final StreamDeadlines deadlines;
    private final RetryState retries;

    private Step step = this::send;
    private Scheduler.@Nullable Timer pause;
    private volatile boolean paused;
    private volatile @Nullable Exchange exchange;
    private volatile boolean cancelled;
    private volatile StreamDeadlines.@Nullable Expiry expiry;
    private volatile boolean over;

    /** What is next to be taken. */
    private interface Step {
        /** Takes it, if it has come. False if it hasn't. */
        boolean take();
    }

    public StreamCall(
            PreparedRequest request,
            ChatTransport transport,
            ChatCodec codec,
            ChatSettings settings,
            Runnable arrived) {
        this.request = request;
        this.transport = transport;
        this.codec = codec;
        this.settings = settings;
        this.arrived = arrived;
        this.retries = new RetryState(settings.retry());
        Scheduler scheduler = settings.scheduler();
        long start = scheduler.nanoTime();
        this.nanos = () -> scheduler.nanoTime() - start;
        this.chunks = codec.chunkDecoder(settings.options().limits());
        this.options = settings.options()
                .withRedaction(request.secrets()::redact)
                .withUsageExpected(request.request().includeUsage())
                .withOnePieceExpected(!request.request().isStreamed());
        this.engine = engine(options);
        this.deadlines = new StreamDeadlines(settings.timeouts(), scheduler, this::expired);
    }

    private StreamEngine engine(StreamOptions how) {
        return new StreamEngine(chunks, how, request.trace(), nanos, request.listener()::chunkReceived);
    }

    /** Keeps what is received, whole. Possible as long as nothing was read; a call that is over received nothing. */
    public void keepReceived() {
        if (!over) {
            engine = engine(options.withReceived());
        }
    }

    /** The machine that this drives, to be polled. */
    public StreamEngine engine() {
        return engine;
    }

    /** Whether there is an outcome, and nothing more to be taken. */
    public boolean isOver() {
        return over;
    }

    /** Takes what has come, without waiting. False if there was nothing: the driver is called when that changes. */
    public boolean advance() {
        if (over) {
            return true;
        }
        boolean well = false;
        try {
            boolean taken = isStopped() || step.take();
            well = true;
            return taken;
        } finally {
            if (!well) {
                release(exchange, false); // a trace threw: that goes to the caller, the connection goes back
            }
            Outcome outcome = engine.outcome();
            if (outcome != null && !over) { // over already if a trace closed the stream from within
                settle(outcome);
            }
        }
    }

    /** Ends the call as cancelled and its connection at once; the driver is called to find it so. Harmless after the end. */
    public void cancel() {
        if (!over) {
            cancelled = true;
            stop();
        }
    }

    private void expired(StreamDeadlines.Expiry why) {
        expiry = why;
        stop();
    }

    private void stop() {
        release(exchange, false);
        arrived.run();
    }

    /** Whether somebody has ended the call from outside: the first to be noticed counts. */
    private boolean isStopped() {
        StreamDeadlines.Expiry why = expiry;
        if (cancelled) {
            engine.cancel();
        } else if (why == null) {
            return false;
        } else if (why.error() == null) {
            engine.end();
        } else {
            engine.timedOut(why.error());
        }
        return true;
    }

    private boolean send() {
        if (retries.next() > 1) {
            deadlines.sent();
        } else {
            request.trace().requested(request.encoded().body());
        }
        CollectedHeaders added = new CollectedHeaders();
        request.listener().attemptStarted(retries.attempt(), added);
        Headers headers = request.request().headers().with(added.close());
        Exchange opened = transport.open(request.encoded().withCallerHeaders(headers), arrived);
        exchange = opened;
        request.secrets().add(opened.redactor());
        step = () -> head(opened);
        return true;
    }

    private boolean head(Exchange sent) {
        deadlines.waiting();
        ResponseHead head;
        try {
            head = sent.head();
        } catch (ChatException e) {
            return isStopped() || unanswered(e);
        }
        if (head == null) {
            return false;
        }
        deadlines.headersCame();
        if (head.isSuccess()) {
            request.listener().responseStarted(retries.attempt(), head);
            engine.begin(sink -> transport.decoder(head, settings.options().limits(), sink));
            step = () -> answer(sent);
        } else {
            ErrorBody refusal = new ErrorBody(head, settings.options().limits().errorBodyBytes());
            step = () -> refusal(sent, refusal);
        }
        return true;
    }

    private boolean answer(Exchange sent) {
        deadlines.waiting();
        ByteBuffer bytes;
        try {
            bytes = sent.read();
        } catch (ConnectionException e) {
            if (!isStopped()) {
                engine.connectionLost(e);
            }
            return true;
        } catch (ChatException e) {
            engine.fail(e);
            return true;
        }
        if (bytes == null) {
            engine.end();
            return true;
        }
        if (!bytes.hasRemaining()) {
            return false;
        }
        deadlines.bytesCame();
        switch (engine.feed(bytes)) {
            case NO_CONTENT -> {} // nor does anybody's wait end
            case CONTENT -> deadlines.contentCame();
            case FINISHED -> deadlines.allFinished();
            case DONE -> engine.end();
        }
        return true;
    }

    /** The beginning of a refusal's body, as far as it comes: the status alone says enough, and what came says more. */
    private boolean refusal(Exchange sent, ErrorBody refusal) {
        deadlines.waiting();
        ByteBuffer bytes;
        try {
            bytes = sent.read();
        } catch (ChatException e) {
            return isStopped() || unanswered(refusal.error(codec, request.secrets()::redact));
        }
        if (bytes != null && !bytes.hasRemaining()) {
            return false;
        }
        deadlines.bytesCame();
        if (bytes == null || !refusal.take(bytes)) {
            unanswered(refusal.error(codec, request.secrets()::redact));
        }
        return true;
    }

    private boolean unanswered(ChatException error) {
        Duration wait = retries.pauseAfter(error);
        request.listener().attemptFailed(retries.attempt(), error, wait);
        release(exchange, true);
        exchange = null; // it may serve others now: what ends this call isn't to end it
        if (wait != null) {
            paused = true;
            step = () -> !paused && send();
            deadlines.bytesCame();
            pause = settings.scheduler().schedule(wait, this::resume);
        } else if (error instanceof StreamTimeoutException late) {
            engine.timedOut(late);
        } else {
            engine.fail(error);
        }
        return true;
    }

    private void resume() {
        paused = false;
        arrived.run();
    }

    private void settle(Outcome outcome) {
        over = true;
        step = () -> true; // what it held is of no more use to anybody who keeps this
        deadlines.stop();
        if (pause != null) {
            pause.cancel();
        }
        release(exchange, outcome instanceof Completed);
        request.listener().ended(outcome, engine.timeline());
    }

    private static void release(@Nullable Exchange exchange, boolean gently) {
        if (exchange == null) {
            return;
        }
        if (gently) {
            exchange.release();
        } else {
            exchange.cancel();
        }
    }
}
