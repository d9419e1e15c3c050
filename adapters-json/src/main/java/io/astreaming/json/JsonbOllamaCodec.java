package io.astreaming.json;

import io.astreaming.json.ollama.OllamaChunkDecoder;
import io.astreaming.json.ollama.OllamaRequestReader;
import io.astreaming.json.ollama.OllamaRequestWriter;
import io.astreaming.json.request.RequestJson;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestDecoder;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Protocol;
import jakarta.json.spi.JsonProvider;

/**
 * Reads and writes the JSON of Ollama's own API, {@code POST /api/chat}. Each line of an answer is a chunk of the one
 * choice. Chunks are written as chat completions, a translation; the payload stays as the server sent it. A program
 * creates one codec and keeps it.
 *
 * <p>Thread-safe; its chunk decoders are not.
 */
public final class JsonbOllamaCodec extends TranslatingCodec implements RequestDecoder {
    private final OllamaRequestWriter requests = new OllamaRequestWriter();

    /**
     * Creates a codec over the installed provider of JSON-P: in a container its own, otherwise the one on the class or
     * module path.
     *
     * @throws jakarta.json.JsonException if there is no provider of JSON-P
     */
    public JsonbOllamaCodec() {}

    /**
     * Creates a codec over a provider that the caller chooses.
     *
     * @param processing reads the tokens of JSON
     */
    public JsonbOllamaCodec(JsonProvider processing) {
        super(processing);
    }

    @Override
    public Protocol protocol() {
        return Protocol.OLLAMA;
    }

    @Override
    public ChunkDecoder chunkDecoder(StreamLimits limits) {
        return new OllamaChunkDecoder(parsers, limits);
    }

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return requests.encode(request);
    }

    @Override
    public ChatRequest decode(EncodedRequest request) {
        return OllamaRequestReader.read(RequestJson.of(request));
    }
}
