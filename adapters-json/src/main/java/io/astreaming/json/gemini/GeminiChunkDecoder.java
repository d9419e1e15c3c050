package io.astreaming.json.gemini;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.chunk.WholePayload;
import io.astreaming.json.token.PayloadParser;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.protocol.gemini.GeminiTranslator;
import io.astreaming.settings.StreamLimits;
import jakarta.json.stream.JsonParserFactory;

/** Decodes the responses of one stream, and has them translated. Not thread-safe. */
public final class GeminiChunkDecoder implements ChunkDecoder {
    private final PayloadParser parser;
    private final GeminiTranslator translator;

    /** Creates a decoder for one stream. */
    public GeminiChunkDecoder(JsonParserFactory parsers, StreamLimits limits) {
        parser = new PayloadParser(parsers, limits);
        translator = new GeminiTranslator(limits);
    }

    @Override
    public Chunk decode(Payload payload) {
        WholePayload response = parser.parse(payload, WholePayload::read);
        return response.error() == null
                ? translator.translate(response.wire(), response.noted(), payload)
                : response.error();
    }

    /** Only reads the response, since the translator must not see it twice. */
    @Override
    public boolean canDecode(Payload payload) {
        try {
            return parser.parse(payload, WholePayload::read) != null;
        } catch (MalformedStreamException e) {
            return false;
        }
    }

    /** Gateways add {@code [DONE]} to answers, whole or not. */
    @Override
    public boolean isEndedByDone() {
        return false;
    }

    @Override
    public boolean marksEnd() {
        return false;
    }
}
