package io.astreaming.json;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.ChatException;
import io.astreaming.json.chunk.ChunkWriter;
import io.astreaming.json.chunk.ReferenceChunkReader;
import io.astreaming.json.chunk.UsageWriter;
import io.astreaming.json.error.ErrorResponseReader;
import io.astreaming.json.fast.FastChunkDecoder;
import io.astreaming.json.fast.WorkspacePool;
import io.astreaming.json.request.RequestJson;
import io.astreaming.json.request.RequestReader;
import io.astreaming.json.request.RequestWriter;
import io.astreaming.json.token.LazyParserFactory;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestDecoder;
import io.astreaming.port.ResponseHead;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.TokenUsage;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParserFactory;
import java.time.Clock;

/**
 * Reads and writes the JSON of chat completions. It handles requests and most chunks by itself, and the rest with any
 * provider of Jakarta JSON-P. JSON-B is used only for the caller's own types: {@link #withDomainTypes} and
 * {@link JsonbResults}. A program creates one codec and keeps it.
 *
 * <p>Chunks are read leniently, and nothing of them is lost: a chunk that was read and is written again is equal as
 * JSON, including the digits of numbers, explicit nulls and unknown members. A payload that isn't JSON, or exceeds a
 * limit, is refused.
 *
 * <p>Thread-safe; its chunk decoders are not.
 */
public final class JsonbChatCodec implements ChatCodec, RequestDecoder {
    private final JsonParserFactory parsers;
    private final RequestWriter requests;
    private final ChunkWriter chunks;
    private final WorkspacePool workspaces = new WorkspacePool();

    /**
     * Creates a codec over the installed provider of JSON-P: in a container its own, otherwise the one on the class or
     * module path.
     *
     * @throws jakarta.json.JsonException if there is no provider of JSON-P
     */
    public JsonbChatCodec() {
        this(LazyParserFactory.installed());
    }

    /**
     * Creates a codec over a provider that the caller chooses.
     *
     * @param processing reads the tokens of JSON
     */
    public JsonbChatCodec(JsonProvider processing) {
        this(LazyParserFactory.of(processing));
    }

    private JsonbChatCodec(JsonParserFactory parsers) {
        this.parsers = parsers;
        requests = new RequestWriter();
        chunks = new ChunkWriter(parsers);
    }

    /**
     * Lets the caller's {@code Jsonb} read and write {@link Chunk}, {@link ChatRequest} and {@link Message}, also as
     * members of other objects. With it a relay reads the requests that it receives, and a program stores a
     * conversation. A stored message keeps the {@linkplain io.astreaming.request.AssistantMessage#items items} of answers
     * in other protocols. Numbers keep their value, but the {@code Jsonb} may change their digits ({@code 1E2} may become
     * {@code 100}).
     *
     * @param config the configuration that is extended
     * @return the same configuration
     */
    public static JsonbConfig withDomainTypes(JsonbConfig config) {
        JsonbChatCodec codec = new JsonbChatCodec();
        return JsonbDomainTypes.register(config, codec, RequestWriter.forStorage(), codec.parsers);
    }

    @Override
    public ChunkDecoder chunkDecoder(StreamLimits limits) {
        return new FastChunkDecoder(new ReferenceChunkReader(parsers, limits), limits, workspaces);
    }

    @Override
    public JsonText encode(Chunk chunk) {
        return chunks.write(chunk);
    }

    @Override
    public JsonText encode(TokenUsage usage) {
        JsonWriter out = new JsonWriter();
        UsageWriter.write(out, usage);
        return out.text().minified();
    }

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return requests.encode(request);
    }

    @Override
    public ChatException decode(ResponseHead head, byte[] body) {
        return new ErrorResponseReader(parsers, Clock.systemUTC()).decode(head, body);
    }

    @Override
    public ChatRequest decode(EncodedRequest request) {
        return RequestReader.read(RequestJson.of(request));
    }
}
