package io.astreaming.json;

import io.astreaming.json.gemini.GeminiChunkDecoder;
import io.astreaming.json.gemini.GeminiRequestReader;
import io.astreaming.json.gemini.GeminiRequestWriter;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestDecoder;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Protocol;
import jakarta.json.spi.JsonProvider;

/**
 * Reads and writes the JSON of Google's Gemini API, {@code POST /models/MODEL:streamGenerateContent}. Each candidate of
 * an answer is a choice, and the parts of its content become items, text, reasoning and calls. Chunks are written as chat
 * completions, a translation that leaves items out; the payload stays as the provider sent it. A program creates one
 * codec and keeps it.
 *
 * <p>Thread-safe; its chunk decoders are not.
 */
public final class JsonbGeminiCodec extends TranslatingCodec implements RequestDecoder {
    private final GeminiRequestWriter requests = new GeminiRequestWriter();

    /**
     * Creates a codec over the installed provider of JSON-P: in a container its own, otherwise the one on the class or
     * module path.
     *
     * @throws jakarta.json.JsonException if there is no provider of JSON-P
     */
    public JsonbGeminiCodec() {}

    /**
     * Creates a codec over a provider that the caller chooses.
     *
     * @param processing reads the tokens of JSON
     */
    public JsonbGeminiCodec(JsonProvider processing) {
        super(processing);
    }

    @Override
    public Protocol protocol() {
        return Protocol.GEMINI;
    }

    @Override
    public ChunkDecoder chunkDecoder(StreamLimits limits) {
        return new GeminiChunkDecoder(parsers, limits);
    }

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return requests.encode(request);
    }

    @Override
    public ChatRequest decode(EncodedRequest request) {
        return GeminiRequestReader.read(request);
    }
}
