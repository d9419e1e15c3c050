package io.astreaming.stream;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.AudioDelta;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.interpret.Chunks;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A toy wire for tests of the machine alone: one payload a line, {@code t:Hello} for text, {@code f:stop} for a finish, {@code u} for
 * usage, {@code e:message} for an error, {@code ping} for something unrecognized, and the other kinds of {@link #delta}. What is none
 * of these is malformed. A line has as many bytes as an event may have, and a line of brackets is as deep as it is long.
 */
public final class Script {
    private Script() {}

    public static Chunk decode(Payload payload) {
        return decode(payload, StreamLimits.DEFAULT);
    }

    static Chunk decode(Payload payload, StreamLimits limits) {
        String text = payload.text().strip();
        String[] parts = text.split(":", 2);
        String rest = parts.length < 2 ? "" : parts[1];
        if (payload.event().equals("error")) {
            return Chunks.error(text);
        } else if (text.matches("\\[\\[+")) {
            if (text.length() > limits.nestingDepth()) {
                throw new LimitExceededException(StreamLimit.NESTING_DEPTH, limits.nestingDepth(), null);
            }
            return new UnrecognizedChunk(new JsonText("[]"), Set.of());
        } else if (parts[0].matches("choice\\d")) {
            return Chunks.chunk(Chunks.open(parts[0].charAt(6) - '0', new ContentDelta(rest)));
        }
        return switch (parts[0]) {
            case "t" -> Chunks.text(rest);
            case "f" -> Chunks.finish(rest);
            case "u" -> Chunks.chunk(Chunks.usage(3, 2));
            case "e" -> Chunks.error(text);
            case "empty" -> Chunks.chunk(Chunks.open(0));
            case "envelope" -> envelope(rest.split(";", -1));
            case "ping" -> new UnrecognizedChunk(new JsonText("{}"), Set.of());
            case "extra" -> Chunks.withExtra(rest, "1");
            case "logprobs" ->
                Chunks.chunk(new OpenChoice(0, List.of(), Chunks.logprobs(rest), Extras.NONE, Extras.NONE));
            default ->
                Chunks.chunk(Chunks.open(
                        0,
                        Arrays.stream(text.split("&"))
                                .map(delta -> delta(delta, payload))
                                .toArray(Delta[]::new)));
        };
    }

    /**
     * What a delta says; several of one chunk have an ampersand between. {@code call:name} is a whole tool call,
     * {@code tool:index;id;name;arguments} a piece of one, in which nothing means absent and {@code ~} empty. {@code
     * item:position;type} begins an item, and {@code item:position;type;word} ends it.
     */
    private static Delta delta(String text, Payload payload) {
        String[] parts = text.split(":", 2);
        String rest = parts.length < 2 ? "" : parts[1];
        String[] fields = rest.split(";", -1);
        return switch (parts[0]) {
            case "content" -> new ContentDelta(rest);
            case "thinking" -> new ReasoningDelta(rest, "thinking");
            case "function" -> new FunctionCallDelta(field(fields[0]), field(fields[1]), Extras.NONE);
            case "tool" ->
                Chunks.call(
                        fields[0].isEmpty() ? null : Integer.valueOf(fields[0]),
                        field(fields[1]),
                        field(fields[2]),
                        field(fields[3]));
            case "role" -> new RoleDelta(Role.of(rest));
            case "reasoning" -> new ReasoningDelta(rest, "reasoning");
            case "refusal" -> new RefusalDelta(rest);
            case "audio" -> new AudioDelta(null, rest, null, null, Extras.NONE);
            case "annotations" -> new AnnotationsDelta(JsonText.ofString(rest));
            case "member" -> new UnrecognizedDelta(rest, JsonText.NULL);
            case "odd" -> new UnrecognizedDelta("odd", JsonText.ofString(rest));
            case "item" -> item(Integer.parseInt(fields[0]), fields[1], fields.length > 2 ? fields[2] : null);
            case "call" -> Chunks.call(rest.hashCode(), "id-" + rest, rest, "{}");
            default ->
                throw new MalformedStreamException(
                        "not of the script", new Position(payload.number(), payload.position(), null), null);
        };
    }

    private static Delta item(int position, String type, @Nullable String word) {
        return new ItemDelta(
                Protocol.RESPONSES, position, type, word == null ? null : new JsonText("{\"is\":\"" + word + "\"}"));
    }

    /** Who sends, when and of which model; nothing means absent. */
    private static Chunk envelope(String... fields) {
        return Chunks.envelope(
                field(fields[0]), fields[1].isEmpty() ? null : Long.valueOf(fields[1]), field(fields[2]));
    }

    private static @Nullable String field(String written) {
        return written.isEmpty() ? null : written.replace("~", "");
    }

    public static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    public static PayloadDecoder framing(PayloadSink sink) {
        return framing(StreamLimits.DEFAULT, sink);
    }

    /** Cuts at line feeds; a line {@code error=…} stands for a field of that name, {@code json} for a body that is one object. */
    static PayloadDecoder framing(StreamLimits limits, PayloadSink sink) {
        StringBuilder line = new StringBuilder();
        return new PayloadDecoder() {
            private long number;

            @Override
            public void feed(ByteBuffer bytes) {
                while (bytes.hasRemaining()) {
                    char c = (char) bytes.get();
                    if (c != '\n') {
                        line.append(c);
                        if (line.length() > limits.eventBytes()) {
                            throw new LimitExceededException(StreamLimit.EVENT_BYTES, limits.eventBytes(), null);
                        }
                    } else if (line.toString().equals("json")) {
                        line.setLength(0);
                        sink.deviation(Deviation.JSON_BODY);
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
