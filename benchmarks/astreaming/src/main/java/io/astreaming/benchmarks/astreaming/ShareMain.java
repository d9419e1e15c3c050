package io.astreaming.benchmarks.astreaming;

import io.astreaming.benchmarks.stream.Bodies;
import io.astreaming.error.ChatException;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import jakarta.json.stream.JsonParserFactory;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.parsson.JsonProviderImpl;

/**
 * How many of the payloads of recorded streams the fast reader answers: those for which the codec asks its provider for no parser.
 * Argument: a folder of {@code .sse} files, or the name of a shape.
 */
public final class ShareMain {
    private final Counting provider = new Counting();
    private final JsonbChatCodec codec = new JsonbChatCodec(provider);
    private long payloads;
    private long fast;

    private ShareMain() {}

    public static void main(String[] args) {
        ShareMain share = new ShareMain();
        Bodies.of(args[0]).bodies().forEach(share::read);
        System.out.println("figure\t" + args[0] + "\tpayloads\t" + share.payloads);
        System.out.println("figure\t" + args[0] + "\tfast\t" + share.fast);
    }

    private void read(byte[] body) {
        ChunkDecoder chunks = codec.chunkDecoder(StreamLimits.DEFAULT);
        SseDecoder events = new SseDecoder(StreamLimits.DEFAULT, payload -> {
            if (!payload.isDone() && !payload.isBlank()) {
                read(chunks, payload);
            }
        });
        events.feed(ByteBuffer.wrap(body));
        events.end();
    }

    private void read(ChunkDecoder chunks, Payload payload) {
        long before = provider.parsers;
        payloads++;
        try {
            chunks.decode(payload);
        } catch (ChatException e) {
            return; // no JSON: that is for the other reader to say
        }
        if (provider.parsers == before) {
            fast++;
        }
    }

    /** Counts the parsers that it makes. */
    private static final class Counting extends JsonProviderImpl {
        private long parsers;

        @Override
        public JsonParserFactory createParserFactory(Map<String, ?> config) {
            JsonParserFactory factory = super.createParserFactory(config);
            return (JsonParserFactory) Proxy.newProxyInstance(
                    ShareMain.class.getClassLoader(), new Class<?>[] {JsonParserFactory.class}, (proxy, method, args) -> {
                        if (method.getName().equals("createParser")) {
                            parsers++;
                        }
                        return method.invoke(factory, args);
                    });
        }
    }
}
