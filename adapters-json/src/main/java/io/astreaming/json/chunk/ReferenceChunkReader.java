package io.astreaming.json.chunk;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ProviderError;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.json.token.JsonPath;
import io.astreaming.json.token.NonFiniteNumbers;
import io.astreaming.json.token.ParserTokens;
import io.astreaming.json.token.PayloadValidator;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import jakarta.json.stream.JsonParserFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reference reading of chunks: it validates a payload, parses it with JSON-P and reads it. Thread-safe. */
public final class ReferenceChunkReader {
    /** The type of an event whose data is an error, in any form. */
    public static final String ERROR = "error";

    /**
     * How many bytes each object counts that is created from a payload. A log probability, the smallest of the frequent
     * objects, takes more.
     */
    private static final int BYTES_OF_AN_OBJECT = 40;

    /** So many objects are always allowed, since the fast reader doesn't count them. */
    private static final int MIN_OBJECTS = 16 << 10;

    private final JsonParserFactory parsers;
    private final StreamLimits limits;

    /** Creates a reader over the parsers of a JSON-P provider. */
    public ReferenceChunkReader(JsonParserFactory parsers, StreamLimits limits) {
        this.parsers = parsers;
        this.limits = limits;
    }

    /**
     * Reads a payload, as {@link io.astreaming.port.ChunkDecoder} describes.
     *
     * @param previous the previous chunk of the stream; null if there is none
     */
    public Chunk read(Payload payload, @Nullable CompletionChunk previous) {
        if (!payload.event().equals(ERROR)) {
            return read(payload, false, previous);
        }
        try {
            return read(payload, true, previous);
        } catch (MalformedStreamException e) {
            return plainTextError(payload);
        }
    }

    private Chunk read(Payload payload, boolean errorEvent, @Nullable CompletionChunk previous) {
        boolean nonFinite = PayloadValidator.check(payload, limits);
        int mark = PayloadValidator.byteOrderMark(payload);
        String text = payload.text().substring(mark == 0 ? 0 : 1);
        Chunk chunk = nonFinite ? readWithoutNonFinite(payload, errorEvent, previous, text) : null;
        return chunk != null ? chunk : read(payload, errorEvent, previous, mark, text);
    }

    /**
     * Reads a payload whose only fault are numbers that JSON lacks; null if it has other faults, which the strict
     * reading reports.
     */
    private @Nullable Chunk readWithoutNonFinite(
            Payload payload, boolean errorEvent, @Nullable CompletionChunk previous, String text) {
        try (ParserTokens in = new ParserTokens(parsers, NonFiniteNumbers.in(text), mostObjects())) {
            in.deviation(Deviation.NUMBER_NOT_FINITE);
            if (!isUtf8(payload, text)) {
                in.deviation(Deviation.INVALID_UTF8);
            }
            return new ChunkReader().read(in, errorEvent, previous);
        } catch (LimitExceededException e) {
            throw tooManyObjects(payload);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private Chunk read(Payload payload, boolean errorEvent, @Nullable CompletionChunk previous, int mark, String text) {
        int read = 0;
        try (ParserTokens in = new ParserTokens(parsers, text, mostObjects())) {
            if (!isUtf8(payload, text)) {
                in.deviation(Deviation.INVALID_UTF8);
            }
            try {
                return new ChunkReader().read(in, errorEvent, previous);
            } finally {
                read = in.position();
            }
        } catch (LimitExceededException e) {
            throw tooManyObjects(payload);
        } catch (RuntimeException e) {
            // Whatever the parser throws, the caller is told that it isn't JSON, and where.
            throw malformed(payload, mark, text, read, e);
        }
    }

    private LimitExceededException tooManyObjects(Payload payload) {
        Position position = new Position(payload.number(), payload.position(), null);
        return new LimitExceededException(StreamLimit.EVENT_BYTES, limits.eventBytes(), position);
    }

    private int mostObjects() {
        return Math.max(MIN_OBJECTS, limits.eventBytes() / BYTES_OF_AN_OBJECT);
    }

    private static MalformedStreamException malformed(
            Payload payload, int mark, String text, int read, RuntimeException cause) {
        int bytes = mark + text.substring(0, read).getBytes(StandardCharsets.UTF_8).length;
        // An invalid byte is read as a character of three bytes: the offset must not exceed the payload.
        long offset = payload.position() + Math.min(bytes, payload.length());
        Position position = new Position(payload.number(), offset, JsonPath.to(text, read));
        return new MalformedStreamException("the payload isn't valid JSON", position, cause);
    }

    /**
     * Returns whether a payload is UTF-8. Invalid bytes are read as U+FFFD; a U+FFFD that the provider sent is encoded
     * to the same bytes again.
     */
    private static boolean isUtf8(Payload payload, String text) {
        if (text.indexOf('\uFFFD') < 0) {
            return true;
        }
        byte[] bytes = payload.array();
        int from = payload.offset() + PayloadValidator.byteOrderMark(payload);
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(bytes, from, payload.offset() + payload.length(), again, 0, again.length);
    }

    /** Returns the error of an error event whose data isn't JSON. */
    private static Chunk plainTextError(Payload payload) {
        String text = payload.text().strip();
        ErrorDetail detail = new ErrorDetail(text, null, null, null, JsonText.ofString(text));
        return new ProviderError(detail, null, Set.of());
    }
}
