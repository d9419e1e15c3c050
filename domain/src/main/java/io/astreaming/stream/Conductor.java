package io.astreaming.stream;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.Deviation;
import io.astreaming.chunk.ErrorDetail;
import io.astreaming.chunk.JsonText;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.Truncated;
import io.astreaming.error.CancelledException;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.DeviationException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.error.TruncatedException;
import io.astreaming.event.Budget;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChunkInterpreter;
import io.astreaming.event.CompletionAssembler;
import io.astreaming.event.StreamEnded;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.StreamLimits;
import io.astreaming.port.Timeline;
import io.astreaming.port.TraceSink;
import io.astreaming.trace.TimelineRecorder;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The machine of one stream: bytes in by {@link #feed} and {@link #end}, events out by {@link #poll}, and in the end exactly
 * one {@link Outcome}. It has no thread, no clock and no socket of its own, so a blocking reader, a publisher, a file or a test can drive
 * it.
 *
 * <p>Nothing throws for what the stream holds: what goes wrong is the outcome. Once there is an outcome, whatever else is fed
 * is ignored. Not thread-safe.
 */
public final class Conductor {
    private static final String NO_ANSWER = "the stream ended without a single chunk of an answer;"
            + " check the endpoint, and whether a proxy stands between";
    private static final String CUT = "the stream ended before the answer was whole:"
            + " neither every choice finished nor [DONE] came; ask again, or keep what there is";
    private static final String WORDS_INSTEAD =
            "the stream ended with words in place of the rest of the answer; ask again, or keep what there is";
    private static final int LONGEST_QUOTE = 300;
    private static final ErrorDetail FINISHED_WITH_ERROR =
            new ErrorDetail("a choice finished with an error", null, null, null, JsonText.NULL);

    private final ChunkDecoder chunks;
    private final TraceSink trace;
    private final LongSupplier nanos;
    private final LongConsumer chunkReceived;
    private final boolean usageExpected;
    private final ChunkInterpreter interpreter;
    private final TimelineRecorder timeline = new TimelineRecorder();
    private final Output output;
    private long completionChunks;
    /** When the bytes came that are being read: all that is in them came then. */
    private long arrived;

    private UnaryOperator<String> redact = UnaryOperator.identity();
    private final Payloads payloads = new Payloads(new Reading());
    private @Nullable PayloadDecoder framing;
    private @Nullable Outcome outcome;

    /**
     * A machine for one stream.
     *
     * @param chunks reads the payloads; of this stream alone
     * @param limits how much to take
     * @param usageExpected whether the stream is to report usage
     * @param trace sees the payloads
     * @param nanos the time, in nanoseconds since the request
     */
    public Conductor(
            ChunkDecoder chunks, StreamLimits limits, boolean usageExpected, TraceSink trace, LongSupplier nanos) {
        this(chunks, limits, usageExpected, trace, nanos, arrived -> {});
    }

    /** The same, telling of each chunk when it came. */
    Conductor(
            ChunkDecoder chunks,
            StreamLimits limits,
            boolean usageExpected,
            TraceSink trace,
            LongSupplier nanos,
            LongConsumer chunkReceived) {
        this.chunkReceived = chunkReceived;
        this.chunks = chunks;
        this.trace = trace;
        this.nanos = nanos;
        this.usageExpected = usageExpected;
        Budget budget = new Budget(limits.totalText(), limits.distinctExtras());
        this.interpreter = new ChunkInterpreter(limits.choices(), limits.toolCalls(), budget);
        this.output = new Output(new CompletionAssembler(budget), () -> timeline.content(arrived));
    }

    /**
     * Refuses departures from the protocol: the first of these that is seen fails the stream. To be told before bytes are fed.
     *
     * @param refused which; none unless told
     */
    public void refuse(Set<Deviation> refused) {
        interpreter.refuse(refused);
    }

    /** The answer was asked for in one piece, so that it is no departure if it comes so. To be told before bytes are fed. */
    public void expectOnePiece() {
        payloads.expectOnePiece();
    }

    /**
     * Keeps of what is said only the tool calls and how it ended, so that memory doesn't grow with the text. To be told before
     * bytes are fed.
     */
    public void forgetContent() {
        output.forgetContent();
    }

    /**
     * Masks secrets in what the provider says of errors.
     *
     * @param redaction masks them in a text
     */
    public void redact(UnaryOperator<String> redaction) {
        redact = redaction;
    }

    /**
     * The response has begun: from now on bytes may be fed.
     *
     * @param framing makes the decoder that cuts the body into payloads
     */
    public void begin(Function<PayloadSink, PayloadDecoder> framing) {
        this.framing = framing.apply(payloads);
    }

    /**
     * Takes the next bytes of the body.
     *
     * @param bytes all of them are consumed
     */
    public void feed(ByteBuffer bytes) {
        if (framing == null) {
            throw new IllegalStateException("begin comes before feed");
        }
        if (outcome != null) {
            return;
        }
        arrived = nanos.getAsLong();
        try {
            framing.feed(bytes);
        } catch (ChatException e) {
            fail(e);
        } finally {
            chunks.pause();
        }
    }

    /** Takes the end of the body, or of our patience after every choice has finished. */
    public void end() {
        endOfInput(null);
    }

    /**
     * Takes the loss of the connection. If the answer was whole all the same, nothing was lost with it.
     *
     * @param cause what the transport said
     */
    public void connectionLost(ConnectionException cause) {
        endOfInput(cause);
    }

    /**
     * Takes a failure before or outside the body, such as a rejection.
     *
     * @param error what went wrong
     */
    public void fail(ChatException error) {
        ChatException masked = error instanceof MalformedStreamException malformed ? malformed.map(redact) : error;
        conclude(false, said -> new Failed(said, masked));
    }

    /**
     * Takes the end of our patience.
     *
     * @param error what took too long
     */
    public void timedOut(StreamTimeoutException error) {
        conclude(false, said -> new TimedOut(said, error));
    }

    /** Takes our own wish to end the stream. */
    public void cancel() {
        conclude(false, said -> new Cancelled(said, new CancelledException()));
    }

    /** {@return the next event; absent if there is none yet, or none any more} */
    public @Nullable ChatEvent poll() {
        return output.poll();
    }

    /** Keeps what is received, whole, for {@link #pollReceived} instead of {@link #poll}. To be told before bytes are fed. */
    public void keepReceived() {
        output.keepReceived();
    }

    /** {@return what was received next; absent if there is nothing yet, or nothing any more} */
    public @Nullable ReceivedChunk pollReceived() {
        return output.pollReceived(outcome != null, timeline.timeline().duration());
    }

    /** Drops what could be polled now. */
    void drop() {
        output.drop();
    }

    /** {@return whether the stream has ended and all of it was polled} */
    public boolean isDrained() {
        return outcome != null && output.isEmpty();
    }

    /** {@return whether the stream said {@code [DONE]}: nothing that comes after it counts, so whoever feeds may as well {@link #end}} */
    public boolean isDone() {
        return payloads.isDone();
    }

    /** {@return how the stream ended; absent as long as it hasn't} */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** {@return what happened when, so far} */
    public Timeline timeline() {
        return timeline.timeline();
    }

    /** Whether content has come: text, reasoning, a refusal, a tool call, audio. */
    boolean hasContent() {
        return output.hasContent();
    }

    /** Whether every choice that started has finished. */
    boolean hasFinished() {
        return interpreter.hasFinished();
    }

    private void endOfInput(@Nullable ConnectionException cause) {
        if (outcome == null && framing != null && !payloads.isDone()) {
            arrived = nanos.getAsLong();
            try {
                framing.end();
            } catch (ChatException e) {
                fail(e);
            } finally {
                chunks.pause();
            }
        }
        if (outcome != null) {
            return;
        }
        String words = redact.apply(payloads.lastWords());
        boolean done = payloads.isDone();
        if (interpreter.hasFailed()) {
            fail(new ProviderFailedException(FINISHED_WITH_ERROR, null));
        } else if (completionChunks == 0 || (done && !interpreter.hasStarted())) {
            fail(cause != null ? cause : noAnswer(words));
        } else if ((interpreter.hasFinished() && (done || !interpreter.isOpenAgain()))
                || (done && words.indexOf(' ') < 0)) {
            try {
                complete(cause);
            } catch (DeviationException e) {
                fail(e);
            }
        } else {
            conclude(
                    false,
                    said -> new Truncated(
                            said,
                            new TruncatedException(
                                    (done ? WORDS_INSTEAD : CUT) + " (after " + completionChunks + " chunks)"
                                            + lastly(words),
                                    cause)));
        }
    }

    /** Where words came in place of an answer, they are what the provider has to say. */
    private static ChatException noAnswer(String words) {
        return words.isEmpty()
                ? new MalformedStreamException(NO_ANSWER, null, null)
                : new ProviderFailedException(new ErrorDetail(words, null, null, null, JsonText.ofString(words)), null);
    }

    private static String lastly(String words) {
        return words.isEmpty()
                ? ""
                : "; the last that was said: " + words.substring(0, Math.min(words.length(), LONGEST_QUOTE));
    }

    private void complete(@Nullable ConnectionException cause) {
        boolean done = payloads.isDone();
        if (!done && payloads.isFramed()) {
            interpreter.deviation(Deviation.DONE_MISSING);
        } else if (done && !interpreter.hasFinished()) {
            interpreter.deviation(Deviation.DONE_WITHOUT_FINISH);
        }
        if (cause != null) {
            interpreter.deviation(Deviation.CONNECTION_LOST_AFTER_FINISH);
        }
        if (usageExpected && !interpreter.hasUsage()) {
            interpreter.deviation(Deviation.USAGE_MISSING);
        }
        conclude(true, Completed::new);
    }

    /** The one place where an outcome is made. */
    private void conclude(boolean whole, Function<ChatCompletion, Outcome> ending) {
        if (outcome != null) {
            return;
        }
        Function<ChatCompletion, Outcome> how = ending;
        try {
            interpreter.end(whole, output);
        } catch (LimitExceededException | DeviationException e) {
            how = whole ? said -> new Failed(said, e) : ending;
        }
        timeline.ended(nanos.getAsLong());
        outcome = how.apply(output.completion(interpreter.deviations()));
        output.end(new StreamEnded(outcome));
        trace.ended(outcome);
    }

    /** Reads the payloads that count. */
    private final class Reading implements Payloads.Reader {
        @Override
        public boolean isOver() {
            return outcome != null;
        }

        @Override
        public void read(Payload payload) {
            trace.received(payload, arrived);
            timeline.chunk(arrived);
            chunkReceived.accept(arrived);
            Chunk chunk = null;
            try {
                chunk = chunks.decode(payload);
                take(chunk, payload);
            } catch (ChatException e) {
                fail(e);
            }
            output.received(payload, chunk, arrived);
        }

        @Override
        public boolean canRead(Payload payload) {
            try {
                chunks.decode(payload);
                return true;
            } catch (MalformedStreamException e) {
                return false;
            }
        }

        @Override
        public void keep(Payload payload) {
            trace.received(payload, arrived);
            output.received(payload, null, arrived);
        }

        @Override
        public void deviation(Deviation deviation) {
            interpreter.deviation(deviation);
        }
    }

    private void take(Chunk decoded, Payload payload) {
        Chunk chunk = decoded instanceof ProviderError error ? error.map(redact) : decoded;
        if (!(chunk instanceof UnrecognizedChunk)) {
            completionChunks++;
        }
        try {
            interpreter.interpret(chunk, output);
        } catch (LimitExceededException e) {
            throw new LimitExceededException(e.limit(), e.allowed(), position(payload));
        } catch (DeviationException e) {
            throw new DeviationException(e.deviation(), position(payload));
        }
        if (chunk instanceof ProviderError failed) {
            if (payload.event().equals("error")) {
                interpreter.deviation(Deviation.ERROR_EVENT);
            }
            throw new ProviderFailedException(failed.error(), position(payload));
        }
    }

    private static Position position(Payload payload) {
        return new Position(payload.number(), payload.position(), null);
    }
}
