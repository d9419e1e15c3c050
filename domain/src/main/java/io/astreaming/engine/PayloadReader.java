package io.astreaming.engine;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.error.DeviationException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.Position;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.event.ChatEvent;
import io.astreaming.interpret.ChunkInterpreter;
import io.astreaming.jsontext.Extras;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.value.Deviation;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Decodes the payloads of one stream to chunks and passes them to the interpreter; exceptions get the payload's
 * position. Not thread-safe.
 */
final class PayloadReader {
    private final ChunkDecoder decoder;
    private final ChunkInterpreter interpreter;
    private final UnaryOperator<String> redaction;
    private long answerChunks;

    PayloadReader(ChunkDecoder decoder, ChunkInterpreter interpreter, UnaryOperator<String> redaction) {
        this.decoder = decoder;
        this.interpreter = interpreter;
        this.redaction = redaction;
    }

    /** Returns how many chunks belonged to an answer, or were an error in its place. */
    long answerChunks() {
        return answerChunks;
    }

    Chunk decode(Payload payload) {
        return decoder.decode(payload);
    }

    /** Returns whether the latest payload says that it is the last. */
    boolean hasEnded() {
        return decoder.hasEnded();
    }

    boolean canDecode(Payload payload) {
        return decoder.canDecode(payload);
    }

    /** Returns whether {@code [DONE]} ends the stream. */
    boolean isEndedByDone() {
        return decoder.isEndedByDone();
    }

    /** Returns whether the protocol marks the end of a stream. */
    boolean marksEnd() {
        return decoder.marksEnd();
    }

    /** Returns what the payloads say about the stream as a whole. */
    Extras streamExtras() {
        return decoder.streamExtras();
    }

    /**
     * Interprets the chunk of a payload. An error of the provider is thrown after the events of its payload are
     * emitted.
     */
    void interpret(Chunk decoded, Payload payload, Consumer<ChatEvent> out) {
        Chunk chunk = decoded instanceof ProviderError error ? error.map(redaction) : decoded;
        if (!(chunk instanceof UnrecognizedChunk)) {
            answerChunks++;
        }
        try {
            interpreter.interpret(chunk, out);
        } catch (LimitExceededException e) {
            throw new LimitExceededException(e.limit(), e.allowed(), position(payload));
        } catch (DeviationException e) {
            throw new DeviationException(e.deviation(), position(payload));
        }
        if (chunk instanceof ProviderError failed) {
            if (payload.event().equals("error") && decoder.isEndedByDone()) { // else the protocol names its events
                interpreter.deviation(Deviation.ERROR_EVENT);
            }
            throw new ProviderFailedException(failed.error(), position(payload));
        }
    }

    /** Returns the exception that an error in a payload becomes. */
    ProviderFailedException failure(ProviderError error, Payload payload) {
        return new ProviderFailedException(error.map(redaction).error(), position(payload));
    }

    /** Lets the decoder release its buffers, since the next payload may take a while. */
    void pause() {
        decoder.pause();
    }

    private static Position position(Payload payload) {
        return new Position(payload.number(), payload.position(), null);
    }
}
