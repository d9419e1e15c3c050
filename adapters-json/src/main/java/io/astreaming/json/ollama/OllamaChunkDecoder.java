package io.astreaming.json.ollama;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.chunk.WholePayload;
import io.astreaming.json.token.PayloadParser;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.protocol.ollama.OllamaTranslator;
import io.astreaming.settings.StreamLimits;
import jakarta.json.stream.JsonParserFactory;

/** Decodes the lines of one stream, and has them translated. Not thread-safe. */
public final class OllamaChunkDecoder implements ChunkDecoder {
    private final PayloadParser parser;
    private final OllamaTranslator translator = new OllamaTranslator();

    /** Creates a decoder for one stream. */
    public OllamaChunkDecoder(JsonParserFactory parsers, StreamLimits limits) {
        parser = new PayloadParser(parsers, limits);
    }

    @Override
    public Chunk decode(Payload payload) {
        WholePayload line = parser.parse(payload, WholePayload::read);
        return line.error() == null ? translator.translate(line.wire(), line.noted()) : line.error();
    }

    /** Only reads the line, since the translator must not see it twice. */
    @Override
    public boolean canDecode(Payload payload) {
        try {
            return parser.parse(payload, WholePayload::read) != null;
        } catch (MalformedStreamException e) {
            return false;
        }
    }

    @Override
    public boolean hasEnded() {
        return translator.hasEnded();
    }

    /** The last line says that it is the last. */
    @Override
    public boolean isEndedByDone() {
        return false;
    }
}
