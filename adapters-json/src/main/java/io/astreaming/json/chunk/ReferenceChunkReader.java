package io.astreaming.json.chunk;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ProviderError;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.token.PayloadParser;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.ErrorDetail;
import jakarta.json.stream.JsonParserFactory;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reference reading of chunks: it validates a payload, parses it with JSON-P and reads it. Thread-safe. */
public final class ReferenceChunkReader {
    /** The type of an event whose data is an error, in any form. */
    public static final String ERROR = "error";

    private final PayloadParser parser;

    /** Creates a reader over the parsers of a JSON-P provider. */
    public ReferenceChunkReader(JsonParserFactory parsers, StreamLimits limits) {
        parser = new PayloadParser(parsers, limits);
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
        return parser.parse(payload, in -> new ChunkReader().read(in, errorEvent, previous));
    }

    /** Returns the error of an error event whose data isn't JSON. */
    public static ProviderError plainTextError(Payload payload) {
        String text = payload.text().strip();
        ErrorDetail detail = new ErrorDetail(text, null, null, null, JsonText.ofString(text));
        return new ProviderError(detail, null, Set.of());
    }
}
