package io.astreaming.app.relay;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.ChatException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.ResponseHead;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.TokenUsage;

/** Sends a client's body to the provider byte for byte, whatever the request says. Otherwise like the codec around which it is. */
final class PassedBodyCodec implements ChatCodec {
    private final ChatCodec codec;
    private final byte[] body;

    PassedBodyCodec(ChatCodec codec, byte[] body) {
        this.codec = codec;
        this.body = body;
    }

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return EncodedRequest.of("/chat/completions", body);
    }

    @Override
    public ChunkDecoder chunkDecoder(StreamLimits limits) {
        return codec.chunkDecoder(limits);
    }

    @Override
    public JsonText encode(Chunk chunk) {
        return codec.encode(chunk);
    }

    @Override
    public JsonText encode(TokenUsage usage) {
        return codec.encode(usage);
    }

    @Override
    public ChatException decode(ResponseHead head, byte[] answer) {
        return codec.decode(head, answer);
    }
}
