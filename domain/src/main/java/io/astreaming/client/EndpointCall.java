package io.astreaming.client;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.engine.Progress;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConcurrencyException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ProviderFailedException;
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

/** Runs one request over one endpoint: attempts and retries, the bytes of the response, and deadlines. */
public final class EndpointCall implements StreamCall {
    private final ChatTransport transport;
    private final ChatCodec codec;
    private final ChatSettings settings;
    private final Runnable wakeReader;
    private final PreparedRequest request;
    private final LongSupplier nanos;
    private StreamOptions options;
    private StreamEngine engine;
    private final StreamDeadlines deadlines;
    private final RetryState retries;

    private final Admission admission;

    private Step step = this::enter;
    private Scheduler.@Nullable Timer pause;
    private volatile boolean paused;
    private volatile @Nullable Exchange exchange;
    private volatile boolean cancelled;
    private volatile StreamDeadlines.@Nullable Expiry expiry;
    private volatile boolean over;

    /** What the call does next. */
    private interface Step {
        /** Takes the step if its input has arrived. Returns false if it hasn't. */
        boolean take();
    }

    /**
     * Creates a call.
     *
     * @param start when the request began, on the clock of the scheduler: times and the total timeout count from there
     */
    public EndpointCall(
            PreparedRequest request,
            ChatTransport transport,
            ChatCodec codec,
            ChatSettings settings,
            long start,
            Runnable wakeReader) {
        this.request = request;
        this.transport = transport;
        this.codec = codec;
        this.settings = settings;
        this.wakeReader = wakeReader;
        this.retries = new RetryState(settings.retry());
        Scheduler scheduler = settings.scheduler();
        this.nanos = () -> scheduler.nanoTime() - start;
        this.options = settings.options()
                .withRedaction(request.secrets()::redact)
                .withUsageExpected(request.request().includeUsage())
                .withOnePieceExpected(!request.request().isStreamed());
        this.engine = engine(request.chunks());
        this.deadlines = new StreamDeadlines(settings.timeouts(), scheduler, start, this::expired);
        this.admission = new Admission(settings.limiter(), scheduler, request.listener(), wakeReader);
    }

    private StreamEngine engine(ChunkDecoder chunks) {
        return new StreamEngine(chunks, options, request.trace(), nanos, request.listener()::chunkReceived);
    }

    @Override
    public void keepReceived() {
        if (!over) {
            options = options.withReceived();
            engine = engine(request.chunks());
        }
    }

    @Override
    public StreamEngine engine() {
        return engine;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public boolean advance() {
        if (over) {
            return true;
        }
        boolean completed = false;
        try {
            boolean taken = isStopped() || step.take();
            completed = true;
            return taken;
        } finally {
            if (!completed) {
                disconnect(); // a trace threw: the caller gets the exception, the connection is released
            }
            Outcome outcome = engine.outcome();
            if (outcome != null && !over) { // a trace may have closed the stream from within a step
                settle(outcome);
            }
        }
    }

    @Override
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
        disconnect();
        wakeReader.run();
    }

    private void disconnect() {
        release(exchange, false);
        admission.leave();
    }

    /** Ends the engine if the call was cancelled or a deadline has passed. Returns whether the call was stopped. */
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

    private boolean enter() {
        try {
            if (!admission.isGranted()) {
                deadlines.queued();
                return false;
            }
        } catch (ConcurrencyException e) {
            engine.fail(e);
            return true;
        }
        return send();
    }

    private boolean send() {
        deadlines.sent();
        if (retries.next() == 1) {
            request.trace().requested(request.encoded().body());
        }
        CollectedHeaders added = new CollectedHeaders();
        Exchange opened;
        try {
            request.listener().attemptStarted(retries.attempt(), added);
            Headers headers = request.request().headers().with(added.close());
            opened = transport.open(request.encoded().withCallerHeaders(headers), wakeReader);
        } finally {
            request.listener().attemptSubmitted(retries.attempt());
        }
        exchange = opened;
        request.secrets().add(opened.redactor());
        step = () -> readHead(opened);
        return true;
    }

    private boolean readHead(Exchange sent) {
        deadlines.waiting();
        ResponseHead head;
        try {
            head = sent.head();
        } catch (ChatException e) {
            if (!isStopped()) {
                unanswered(e);
            }
            return true;
        }
        if (head == null) {
            return false;
        }
        deadlines.headersCame();
        if (head.isSuccess()) {
            request.listener().responseStarted(retries.attempt(), head);
            engine.holdRefusal();
            engine.begin(sink -> transport.decoder(head, settings.options().limits(), sink));
            step = () -> readBody(sent);
        } else {
            ErrorBody body = new ErrorBody(head, settings.options().limits().errorBodyBytes());
            step = () -> readErrorBody(sent, body);
        }
        return true;
    }

    private boolean readBody(Exchange sent) {
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
        Progress progress = engine.feed(bytes);
        ProviderFailedException refusal = engine.refusal();
        if (refusal != null) {
            refused(refusal);
            return true;
        }
        switch (progress) {
            case NO_CONTENT -> {}
            case CONTENT -> deadlines.contentCame();
            case FINISHED -> deadlines.allFinished();
            case DONE -> engine.end();
        }
        return true;
    }

    /**
     * Reads the beginning of an error response's body. If reading fails, the error is reported with what has arrived.
     */
    private boolean readErrorBody(Exchange sent, ErrorBody body) {
        deadlines.waiting();
        ByteBuffer bytes;
        try {
            bytes = sent.read();
        } catch (ChatException e) {
            if (!isStopped()) {
                unanswered(body.error(codec, request.secrets()::redact));
            }
            return true;
        }
        if (bytes != null && !bytes.hasRemaining()) {
            return false;
        }
        deadlines.bytesCame();
        if (bytes == null || !body.append(bytes)) {
            unanswered(body.error(codec, request.secrets()::redact));
        }
        return true;
    }

    /** An error came in place of an answer: the request is sent again as if the status had said so, or the stream fails. */
    private void refused(ProviderFailedException refusal) {
        Duration wait = retries.pauseAfter(refusal);
        if (wait == null) {
            engine.acceptRefusal();
            return;
        }
        request.listener().attemptFailed(retries.attempt(), refusal, wait);
        release(exchange, false);
        exchange = null;
        engine = engine(codec.chunkDecoder(options.limits())); // the former decoder has seen the end of its stream
        sendAfter(wait);
    }

    private void unanswered(ChatException error) {
        Duration wait = retries.pauseAfter(error);
        request.listener().attemptFailed(retries.attempt(), error, wait);
        release(exchange, true);
        exchange = null; // its connection may be reused: the end of this call must not close it
        if (wait != null) {
            sendAfter(wait);
        } else if (error instanceof StreamTimeoutException late) {
            engine.timedOut(late);
        } else {
            engine.fail(error);
        }
    }

    private void sendAfter(Duration wait) {
        paused = true;
        step = () -> !paused && send();
        deadlines.bytesCame();
        pause = settings.scheduler().schedule(wait, this::resume);
    }

    private void resume() {
        paused = false;
        wakeReader.run();
    }

    private void settle(Outcome outcome) {
        over = true;
        step = this::isOver; // releases what the last step referred to
        deadlines.stop();
        if (pause != null) {
            pause.cancel();
        }
        admission.stopWaiting();
        release(exchange, outcome instanceof Completed);
        try {
            request.listener().ended(outcome, engine.timeline());
        } finally {
            admission.leave();
        }
    }

    private static void release(@Nullable Exchange exchange, boolean reusable) {
        if (exchange == null) {
            return;
        }
        if (reusable) {
            exchange.release();
        } else {
            exchange.cancel();
        }
    }
}
