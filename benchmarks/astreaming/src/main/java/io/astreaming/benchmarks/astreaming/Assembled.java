package io.astreaming.benchmarks.astreaming;

import io.astreaming.benchmarks.contender.Decoder;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The whole machine: chunks, what they mean, and the completion that they add up to. The sink is given the events. */
public final class Assembled implements Decoder {
    private final JsonbChatCodec codec = new JsonbChatCodec();

    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        StreamEngine engine = engine(codec);
        for (int at = 0; at < body.length; at += Chunks.PIECE) {
            engine.feed(ByteBuffer.wrap(body, at, Math.min(Chunks.PIECE, body.length - at)));
            poll(engine, sink);
        }
        engine.end();
        poll(engine, sink);
    }

    static StreamEngine engine(JsonbChatCodec codec) {
        return engine(codec, StreamOptions.DEFAULT);
    }

    static StreamEngine engine(JsonbChatCodec codec, StreamOptions options) {
        StreamEngine engine = new StreamEngine(
                codec.chunkDecoder(StreamLimits.DEFAULT),
                options,
                (payload, nanos) -> {},
                System::nanoTime);
        engine.begin(sink -> new SseDecoder(StreamLimits.DEFAULT, sink));
        return engine;
    }

    private static void poll(StreamEngine engine, Consumer<Object> sink) {
        for (ChatEvent event = engine.poll(); event != null; event = engine.poll()) {
            sink.accept(event);
        }
    }

    @Override
    public String text(Object event) {
        if (event instanceof TextReceived received) {
            return received.text();
        } else if (event instanceof ReasoningReceived received) {
            return received.text();
        } else if (event instanceof ToolArgumentsReceived received) {
            return received.fragment();
        }
        return "";
    }
}
