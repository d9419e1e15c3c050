package io.astreaming.stream;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.ResponseHead;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the toy wire of {@link Script}. A refusal may ask to wait, in milliseconds under {@code retry-after-ms}. */
public class ScriptedCodec implements ChatCodec {
    @Override
    public ChunkDecoder chunkDecoder(StreamLimits limits) {
        return payload -> Script.decode(payload, limits);
    }

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return EncodedRequest.of("/toy", request.model().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public JsonText encode(Chunk chunk) {
        return JsonText.NULL;
    }

    @Override
    public JsonText encode(TokenUsage usage) {
        return JsonText.NULL;
    }

    @Override
    public ChatException decode(ResponseHead head, byte[] body) {
        String message = new String(body, StandardCharsets.UTF_8);
        @Nullable String wait = head.header("retry-after-ms");
        return new RejectedException(
                head.status(),
                new ErrorDetail(message, null, null, null, JsonText.NULL),
                head.header("x-request-id"),
                wait == null ? null : Duration.ofMillis(Long.parseLong(wait)));
    }
}
