package io.astreaming.json;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.ChatException;
import io.astreaming.json.chunk.ChunkWriter;
import io.astreaming.json.chunk.ReferenceChunkDecoder;
import io.astreaming.json.chunk.UsageWriter;
import io.astreaming.json.error.ErrorResponseReader;
import io.astreaming.json.fast.FastChunkDecoder;
import io.astreaming.json.fast.WorkspacePool;
import io.astreaming.json.request.RequestWriter;
import io.astreaming.json.token.LazyParserFactory;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
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
 * Reads and writes the JSON of chat completions: requests and most chunks by itself, and the rest with Jakarta JSON-P,
 * whoever provides it. JSON-B comes in where the caller's own types do: {@link #withDomainTypes} and
 * {@link JsonbResults}. Make one and keep it.
 *
 * <p>Chunks are read leniently, and nothing of them is lost: a chunk that was read and is written again is equal as
 * JSON, digits of numbers, explicit nulls and unknown members included. Only what isn't JSON, or is nested too deeply,
 * is refused.
 *
 * <p>Thread-safe; its chunk decoders are not.
 */
public final class JsonbChatCodec implements ChatCodec {
    private final JsonParserFactory parsers;
    private final RequestWriter requests;
    private final ChunkWriter chunks;
    private final WorkspacePool workspaces = new WorkspacePool();

    /**
     * A codec over the providers that are installed: in a container its own, otherwise those on the class or module
     * path.
     *
     * @throws jakarta.json.JsonException if there is no provider of JSON-P
     */
    public JsonbChatCodec() {
        this(LazyParserFactory.installed());
    }

    /**
     * A codec over a provider of one's choice.
     *
     * @param processing reads JSON's tokens
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
     * Lets a {@code Jsonb} of one's own read and write {@link Chunk}, {@link ChatRequest} and {@link Message}, as
     * members of other objects too: so a relay reads the requests it is sent, and a conversation can be kept. There
     * numbers keep their value but not always their digits ({@code 1E2} may become {@code 100}), which is the
     * {@code Jsonb}'s way.
     *
     * @param config the configuration, to which this adds
     * @return the same configuration
     */
    public static JsonbConfig withDomainTypes(JsonbConfig config) {
        JsonbChatCodec codec = new JsonbChatCodec();
        return JsonbDomainTypes.register(config, codec, codec.requests, codec.parsers);
    }

    @Override
    public ChunkDecoder chunkDecoder(StreamLimits limits) {
        return new FastChunkDecoder(new ReferenceChunkDecoder(parsers, limits), limits, workspaces);
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
}
