package io.astreaming.stream;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.JsonText;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.event.Chunks;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A toy wire for tests of the machine alone: one payload a line, {@code t:Hello} for text, {@code f:stop} for a finish, {@code u} for
 * usage, {@code e:message} for an error, {@code ping} for something unrecognized. What is none of these is malformed.
 */
final class Script {
    private Script() {}

    static Chunk decode(Payload payload) {
        String text = payload.text().strip();
        if (text.startsWith("t:")) {
            return Chunks.text(text.substring(2));
        } else if (text.startsWith("f:")) {
            return Chunks.finish(text.substring(2));
        } else if (text.equals("u")) {
            return Chunks.chunk(Chunks.usage(3, 2));
        } else if (text.startsWith("e:") || payload.event().equals("error")) {
            return Chunks.error(text);
        } else if (text.equals("ping")) {
            return new UnrecognizedChunk(new JsonText("{}"), Set.of());
        }
        throw new MalformedStreamException(
                "not of the script", new Position(payload.number(), payload.position(), null), null);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Cuts at line feeds; a line {@code error=…} stands for a field of that name. */
    static PayloadDecoder framing(PayloadSink sink) {
        StringBuilder line = new StringBuilder();
        return new PayloadDecoder() {
            private long number;

            @Override
            public void feed(ByteBuffer bytes) {
                while (bytes.hasRemaining()) {
                    char c = (char) bytes.get();
                    if (c != '\n') {
                        line.append(c);
                    } else if (line.indexOf("error=") == 0) {
                        sink.unknownField("error", take("error=".length()));
                    } else {
                        sink.payload(take(0));
                    }
                }
            }

            @Override
            public void end() {
                if (!line.isEmpty()) {
                    sink.unterminated(take(0));
                }
            }

            private Payload take(int from) {
                byte[] bytes = line.substring(from).getBytes(StandardCharsets.UTF_8);
                line.setLength(0);
                return new Payload(bytes, 0, bytes.length, Payload.MESSAGE, number++, 0);
            }
        };
    }
}
