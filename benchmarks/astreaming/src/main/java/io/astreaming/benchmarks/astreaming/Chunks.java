package io.astreaming.benchmarks.astreaming;

import io.astreaming.benchmarks.contender.Decoder;
import io.astreaming.chunk.Choice;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** From bytes to chunks of the domain, server-sent events included. The bytes come in pieces, as from a socket. */
public class Chunks implements Decoder {
    static final int PIECE = 16_384;

    private final ChatCodec codec;

    /** A reader of chat completions. */
    public Chunks() {
        this(new JsonbChatCodec());
    }

    /** A reader of the codec's protocol. */
    Chunks(ChatCodec codec) {
        this.codec = codec;
    }

    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        ChunkDecoder chunks = codec.chunkDecoder(StreamLimits.DEFAULT);
        SseDecoder events = new SseDecoder(StreamLimits.DEFAULT, payload -> {
            if (!payload.isDone() && !payload.isBlank()) {
                sink.accept(chunks.decode(payload));
            }
        });
        for (int at = 0; at < body.length; at += PIECE) {
            events.feed(ByteBuffer.wrap(body, at, Math.min(PIECE, body.length - at)));
            chunks.pause();
        }
        events.end();
        chunks.pause();
    }

    @Override
    public String text(Object chunk) {
        StringBuilder text = new StringBuilder();
        if (chunk instanceof CompletionChunk completion) {
            for (Choice choice : completion.choices()) {
                choice.deltas().forEach(delta -> text.append(text(delta)));
            }
        }
        return text.toString();
    }

    @Override
    public String call(Object chunk) {
        StringBuilder call = new StringBuilder();
        if (chunk instanceof CompletionChunk completion) {
            for (Choice choice : completion.choices()) {
                for (Delta delta : choice.deltas()) {
                    if (delta instanceof ToolCallDelta part && part.id() != null) {
                        call.append(part.id()).append(' ').append(part.name());
                    }
                }
            }
        }
        return call.toString();
    }

    private static String text(Delta delta) {
        if (delta instanceof ContentDelta content) {
            return content.text();
        } else if (delta instanceof ReasoningDelta reasoning) {
            return reasoning.text();
        } else if (delta instanceof ToolCallDelta call && call.arguments() != null) {
            return call.arguments();
        }
        return "";
    }
}
