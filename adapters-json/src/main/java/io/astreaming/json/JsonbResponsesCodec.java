package io.astreaming.json;

import io.astreaming.json.fast.WorkspacePool;
import io.astreaming.json.request.RequestJson;
import io.astreaming.json.responses.ResponsesChunkDecoder;
import io.astreaming.json.responses.ResponsesRequestReader;
import io.astreaming.json.responses.ResponsesRequestWriter;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestDecoder;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Protocol;
import jakarta.json.spi.JsonProvider;

/**
 * Reads and writes the JSON of OpenAI's Responses API, {@code POST /responses}. The answer's output items become items,
 * text, reasoning, refusal and calls of one choice, index 0. Chunks are written as chat completions, a translation that
 * leaves items out; the payload stays as the provider sent it. A program creates one codec and keeps it.
 *
 * <p>Thread-safe; its chunk decoders are not.
 */
public final class JsonbResponsesCodec extends TranslatingCodec implements RequestDecoder {
    private final ResponsesRequestWriter requests = new ResponsesRequestWriter();
    private final WorkspacePool workspaces = new WorkspacePool();

    /**
     * Creates a codec over the installed provider of JSON-P: in a container its own, otherwise the one on the class or
     * module path.
     *
     * @throws jakarta.json.JsonException if there is no provider of JSON-P
     */
    public JsonbResponsesCodec() {}

    /**
     * Creates a codec over a provider that the caller chooses.
     *
     * @param processing reads the tokens of JSON
     */
    public JsonbResponsesCodec(JsonProvider processing) {
        super(processing);
    }

    @Override
    public Protocol protocol() {
        return Protocol.RESPONSES;
    }

    @Override
    public ChunkDecoder chunkDecoder(StreamLimits limits) {
        return new ResponsesChunkDecoder(parsers, limits, workspaces);
    }

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return requests.encode(request);
    }

    @Override
    public ChatRequest decode(EncodedRequest request) {
        return ResponsesRequestReader.read(RequestJson.of(request));
    }
}
