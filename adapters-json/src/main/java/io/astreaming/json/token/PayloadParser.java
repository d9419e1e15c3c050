package io.astreaming.json.token;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import jakarta.json.stream.JsonParserFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Validates a payload, parses it with JSON-P and has its tokens read. Thread-safe. */
public final class PayloadParser {
    /**
     * How many bytes each object counts that is created from a payload. A log probability, the smallest of the frequent
     * objects, takes more.
     */
    private static final int BYTES_OF_AN_OBJECT = 40;

    /** So many objects are always allowed, since the fast reader doesn't count them. */
    private static final int MIN_OBJECTS = 16 << 10;

    private final JsonParserFactory parsers;
    private final StreamLimits limits;

    /** Creates a parser over the parsers of a JSON-P provider. */
    public PayloadParser(JsonParserFactory parsers, StreamLimits limits) {
        this.parsers = parsers;
        this.limits = limits;
    }

    /**
     * Parses a payload, as {@link io.astreaming.port.ChunkDecoder} describes.
     *
     * @param reader reads the tokens; it may be called twice, with tokens of different origin
     */
    public <T> T parse(Payload payload, Function<JsonTokens, T> reader) {
        boolean nonFinite = PayloadValidator.check(payload, limits);
        int mark = PayloadValidator.byteOrderMark(payload);
        String text = payload.text().substring(mark == 0 ? 0 : 1);
        T value = nonFinite ? parseWithoutNonFinite(payload, text, reader) : null;
        return value != null ? value : parse(payload, mark, text, reader);
    }

    /**
     * Parses a payload whose only fault are numbers that JSON lacks; null if it has other faults, which the strict
     * parsing reports.
     */
    private <T> @Nullable T parseWithoutNonFinite(Payload payload, String text, Function<JsonTokens, T> reader) {
        try (ParserTokens in = new ParserTokens(parsers, NonFiniteNumbers.in(text), mostObjects())) {
            in.deviation(Deviation.NUMBER_NOT_FINITE);
            if (!isUtf8(payload, text)) {
                in.deviation(Deviation.INVALID_UTF8);
            }
            return reader.apply(in);
        } catch (LimitExceededException e) {
            throw tooManyObjects(payload);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private <T> T parse(Payload payload, int mark, String text, Function<JsonTokens, T> reader) {
        int read = 0;
        try (ParserTokens in = new ParserTokens(parsers, text, mostObjects())) {
            if (!isUtf8(payload, text)) {
                in.deviation(Deviation.INVALID_UTF8);
            }
            try {
                return reader.apply(in);
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
}
