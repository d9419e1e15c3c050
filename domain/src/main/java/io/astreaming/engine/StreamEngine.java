package io.astreaming.engine;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.ProviderError;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.DeviationException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.interpret.ChunkInterpreter;
import io.astreaming.interpret.CompletionAssembler;
import io.astreaming.interpret.RetentionBudget;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.Timeline;
import io.astreaming.port.TraceSink;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one stream: {@link #feed} and {@link #end} put bytes in, {@link #poll} takes events out, and at
 * the end there is exactly one {@link Outcome}. It does no I/O, uses no threads and reads no system clock: the time
 * is passed in. So a blocking reader, a publisher, a file or a test can drive it.
 *
 * <p>No method throws because of the stream's content: failures are reported as the outcome. Once there is an outcome,
 * further bytes are ignored. Not thread-safe.
 */
public final class StreamEngine {
    private final PayloadReader payloadReader;
    private final TraceSink trace;
    private final LongSupplier nanos;
    private final LongConsumer chunkReceived;
    private final StreamOptions options;
    private final ChunkInterpreter interpreter;
    private final TimelineRecorder timeline = new TimelineRecorder();
    private final EventBuffer output;
    private final PayloadSorter sorter;
    /**
     * When the bytes arrived that are being read, in nanoseconds since the request; the time of every chunk in them.
     */
    private long arrived;

    private @Nullable PayloadDecoder framing;
    private boolean refusalHeld;
    /** The first payload, if it is an error and held back; its chunk is beside it. */
    private @Nullable Payload refusalPayload;

    private @Nullable ProviderError refusal;
    private @Nullable Outcome outcome;

    /**
     * Creates the engine of one stream.
     *
     * @param chunks decodes the payloads; not shared with another stream
     * @param options how to treat the stream
     * @param trace receives the payloads
     * @param nanos returns the time, in nanoseconds since the request
     */
    public StreamEngine(ChunkDecoder chunks, StreamOptions options, TraceSink trace, LongSupplier nanos) {
        this(chunks, options, trace, nanos, arrived -> {});
    }

    /**
     * Creates the engine of one stream that also reports when each chunk arrives.
     *
     * @param chunks decodes the payloads; not shared with another stream
     * @param options how to treat the stream
     * @param trace receives the payloads
     * @param nanos returns the time, in nanoseconds since the request
     * @param chunkReceived receives the arrival time of each chunk, in nanoseconds since the request
     */
    public StreamEngine(
            ChunkDecoder chunks,
            StreamOptions options,
            TraceSink trace,
            LongSupplier nanos,
            LongConsumer chunkReceived) {
        this.options = options;
        this.trace = trace;
        this.nanos = nanos;
        this.chunkReceived = chunkReceived;
        StreamLimits limits = options.limits();
        RetentionBudget budget = new RetentionBudget(limits.totalText(), limits.distinctExtras());
        this.interpreter = new ChunkInterpreter(limits.choices(), limits.toolCalls(), budget);
        interpreter.refuse(options.refused());
        this.payloadReader = new PayloadReader(chunks, interpreter, options.redaction());
        this.output = new EventBuffer(new CompletionAssembler(budget), options, () -> timeline.content(arrived));
        this.sorter = new PayloadSorter(new Reading(), options.isOnePieceExpected());
    }

    /**
     * Begins the response's body: from now on the caller may feed bytes.
     *
     * @param framing creates the decoder that splits the body into payloads
     */
    public void begin(Function<PayloadSink, PayloadDecoder> framing) {
        this.framing = framing.apply(sorter);
    }

    /**
     * Holds an error back that arrives in place of an answer: as the first payload, and with nothing but the error. It
     * is a refusal, though the response's status means success. Whoever calls this asks for the {@link #refusal} after
     * each {@link #feed}, and either accepts it or gives the engine up.
     */
    public void holdRefusal() {
        refusalHeld = true;
    }

    /** {@return the error that is held back; null if there is none} */
    public @Nullable ProviderFailedException refusal() {
        return refusal == null || refusalPayload == null ? null : payloadReader.failure(refusal, refusalPayload);
    }

    /** Ends the stream with the refusal. */
    public void acceptRefusal() {
        ProviderError error = refusal;
        Payload payload = refusalPayload;
        refusal = null;
        refusalPayload = null;
        if (error != null && payload != null) {
            try {
                payloadReader.interpret(error, payload, output);
            } catch (ChatException e) {
                fail(e);
            }
            output.received(payload, error, arrived);
        }
    }

    /**
     * Reads the next bytes of the body.
     *
     * @param bytes the bytes; all of them are consumed
     * @return how far the stream has got with them
     */
    public Progress feed(ByteBuffer bytes) {
        if (framing == null) {
            throw new IllegalStateException("call begin before feed");
        }
        if (outcome == null) {
            arrived = nanos.getAsLong();
            try {
                framing.feed(bytes);
            } catch (ChatException e) {
                fail(e);
            } finally {
                payloadReader.pause();
            }
        }
        return progress();
    }

    private Progress progress() {
        if (outcome != null || sorter.isDone()) {
            return Progress.DONE;
        } else if (interpreter.hasFinished()) {
            return Progress.FINISHED;
        }
        return output.hasContent() ? Progress.CONTENT : Progress.NO_CONTENT;
    }

    /**
     * Ends the input: the body has ended, or the wait for usage and {@code [DONE]} after every choice has finished.
     */
    public void end() {
        endOfInput(null);
    }

    /**
     * Ends the input because the connection was lost. If the answer is complete already, the stream still completes.
     *
     * @param cause the transport's exception
     */
    public void connectionLost(ConnectionException cause) {
        endOfInput(cause);
    }

    /**
     * Ends the stream with a failure before or outside the body, such as a rejection.
     *
     * @param error what went wrong
     */
    public void fail(ChatException error) {
        conclude(Ending.failed(
                error instanceof MalformedStreamException malformed ? malformed.map(options.redaction()) : error));
    }

    /**
     * Ends the stream as timed out.
     *
     * @param error what took too long
     */
    public void timedOut(StreamTimeoutException error) {
        conclude(Ending.timedOut(error));
    }

    /** Ends the stream as cancelled. */
    public void cancel() {
        conclude(Ending.cancelled());
    }

    /** {@return the next event; null if there is none yet, or no more} */
    public @Nullable ChatEvent poll() {
        return output.poll();
    }

    /**
     * Returns the next received payload, if {@linkplain StreamOptions#withReceived payloads are kept}.
     *
     * @return the payload, its chunk and its events; null if there is none yet, or no more
     */
    public @Nullable ReceivedChunk pollReceived() {
        return output.pollReceived(outcome != null, timeline.timeline().duration());
    }

    /** Discards everything that could be polled now. */
    public void drop() {
        output.drop();
    }

    /** {@return whether the stream has ended and everything was polled} */
    public boolean isDrained() {
        return outcome != null && output.isEmpty();
    }

    /** {@return how the stream ended; null as long as it hasn't} */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** {@return how often each deviation was noticed so far} */
    public Map<Deviation, Long> deviations() {
        return interpreter.deviations();
    }

    /** {@return the timeline of the stream so far} */
    public Timeline timeline() {
        return timeline.timeline();
    }

    private void endOfInput(@Nullable ConnectionException cause) {
        if (outcome == null && framing != null && !sorter.isDone()) {
            arrived = nanos.getAsLong();
            try {
                framing.end();
            } catch (ChatException e) {
                fail(e);
            } finally {
                payloadReader.pause();
            }
        }
        acceptRefusal();
        if (outcome == null) {
            conclude(new EndOfInput(
                            interpreter,
                            payloadReader.answerChunks(),
                            sorter.isDone(),
                            sorter.isFramed() && payloadReader.marksEnd(),
                            options.redaction().apply(sorter.plainText()),
                            options.isUsageExpected(),
                            cause)
                    .decide());
        }
    }

    /** Creates the outcome; the only place that does. */
    private void conclude(Ending ending) {
        if (outcome != null) {
            return;
        }
        Ending how = ending;
        try {
            // Without a reason, [DONE] says that a choice is whole; the ends of other protocols come after a reason.
            boolean whole = interpreter.hasFinished() || payloadReader.isEndedByDone();
            interpreter.end(ending.complete() && whole, output);
        } catch (LimitExceededException | DeviationException e) {
            how = ending.complete() ? Ending.failed(e) : ending;
        }
        timeline.ended(nanos.getAsLong());
        outcome = how.outcome().apply(output.completion(interpreter.deviations(), payloadReader.streamExtras()));
        output.end(new StreamEnded(outcome));
        trace.ended(outcome);
    }

    /** Reads the payloads that the sorter passes on. */
    private final class Reading implements PayloadSorter.Reader {
        @Override
        public boolean isOver() {
            return outcome != null || refusal != null;
        }

        @Override
        public boolean read(Payload payload) {
            trace.received(payload, arrived);
            timeline.chunk(arrived);
            chunkReceived.accept(arrived);
            Chunk chunk = null;
            try {
                chunk = payloadReader.decode(payload);
                if (isRefusal(chunk)) {
                    refusal = (ProviderError) chunk;
                    refusalPayload = payload.retain();
                    return false;
                }
                payloadReader.interpret(chunk, payload, output);
            } catch (ChatException e) {
                fail(e);
            }
            output.received(payload, chunk, arrived);
            return chunk != null && payloadReader.hasEnded();
        }

        private boolean isRefusal(Chunk chunk) {
            return refusalHeld
                    && payloadReader.answerChunks() == 0
                    && chunk instanceof ProviderError error
                    && error.alongside() == null;
        }

        @Override
        public boolean canRead(Payload payload) {
            return payloadReader.canDecode(payload);
        }

        @Override
        public boolean isEndedByDone() {
            return payloadReader.isEndedByDone();
        }

        @Override
        public void keep(Payload payload) {
            trace.received(payload, arrived);
            output.received(payload, null, arrived);
        }

        @Override
        public void comment(Payload text) {
            trace.comment(text, arrived);
        }

        @Override
        public void deviation(Deviation deviation) {
            interpreter.deviation(deviation);
        }
    }
}
