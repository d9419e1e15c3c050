package io.astreaming.benchmarks.astreaming;

import io.astreaming.benchmarks.contender.Decoder;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChatCodec;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The whole machine: chunks, what they mean, and the completion that they add up to. The sink is given the events. */
public class Assembled implements Decoder {
    private final ChatCodec codec;

    /** A reader of chat completions. */
    public Assembled() {
        this(new JsonbChatCodec());
    }

    /** A reader of the codec's protocol. */
    Assembled(ChatCodec codec) {
        this.codec = codec;
    }

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

    static StreamEngine engine(ChatCodec codec) {
        return engine(codec, StreamOptions.DEFAULT);
    }

    static StreamEngine engine(ChatCodec codec, StreamOptions options) {
        StreamEngine engine = new StreamEngine(
                codec.chunkDecoder(StreamLimits.DEFAULT), options, (payload, nanos) -> {}, System::nanoTime);
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

    @Override
    public String call(Object event) {
        return event instanceof ToolCallStarted started ? started.id() + " " + started.name() : "";
    }
}
