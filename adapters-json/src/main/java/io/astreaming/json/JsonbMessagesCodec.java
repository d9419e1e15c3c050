package io.astreaming.json;

import io.astreaming.json.fast.WorkspacePool;
import io.astreaming.json.messages.MessagesChunkDecoder;
import io.astreaming.json.messages.MessagesRequestReader;
import io.astreaming.json.messages.MessagesRequestWriter;
import io.astreaming.json.request.RequestJson;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestDecoder;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Protocol;
import jakarta.json.spi.JsonProvider;

/**
 * Reads and writes the JSON of Anthropic's Messages API. It handles requests and most events by itself, and the rest
 * with any provider of Jakarta JSON-P. A program creates one codec and keeps it.
 *
 * <p>Events are read leniently and translated into chunks: a message is a choice, its content blocks are the choice's
 * items, and what they say arrives as text, reasoning, calls and annotations. A payload that isn't JSON, or exceeds a
 * limit, is refused. Chunks are written as chat completions, a translation that leaves items out; the payload stays as
 * the provider sent it.
 *
 * <p>Thread-safe; its chunk decoders are not.
 */
public final class JsonbMessagesCodec extends TranslatingCodec implements RequestDecoder {
    private final MessagesRequestWriter requests;
    private final WorkspacePool workspaces = new WorkspacePool();

    /**
     * Creates a codec over the installed provider of JSON-P: in a container its own, otherwise the one on the class or
     * module path.
     *
     * @throws jakarta.json.JsonException if there is no provider of JSON-P
     */
    public JsonbMessagesCodec() {
        requests = new MessagesRequestWriter();
    }

    /**
     * Creates a codec over a provider that the caller chooses.
     *
     * @param processing reads the tokens of JSON
     */
    public JsonbMessagesCodec(JsonProvider processing) {
        super(processing);
        requests = new MessagesRequestWriter();
    }

    private JsonbMessagesCodec(JsonbMessagesCodec other, MessagesRequestWriter requests) {
        super(other);
        this.requests = requests;
    }

    /**
     * Returns a codec like this one for Claude on Google's Vertex AI, whose requests have the model in the path and the
     * version of the API in the body.
     *
     * @return another codec
     */
    public JsonbMessagesCodec forVertex() {
        return new JsonbMessagesCodec(this, MessagesRequestWriter.forVertex());
    }

    @Override
    public Protocol protocol() {
        return Protocol.MESSAGES;
    }

    @Override
    public ChunkDecoder chunkDecoder(StreamLimits limits) {
        return new MessagesChunkDecoder(parsers, limits, workspaces);
    }

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return requests.encode(request);
    }

    @Override
    public ChatRequest decode(EncodedRequest request) {
        return MessagesRequestReader.read(RequestJson.of(request));
    }
}
