package io.astreaming.conformance;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.event.ChatEvent;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.BodyDecoder;
import io.astreaming.value.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the whole machine, framing and JSON included, makes of a body. */
public final class Wire {
    static final JsonbChatCodec CODEC = new JsonbChatCodec();
    private static final ThreadLocal<@Nullable Consumer<Wire>> LISTENER = new ThreadLocal<>();

    public final Outcome outcome;
    public final List<ChatEvent> events;

    private Wire(Outcome outcome, List<ChatEvent> events) {
        this.outcome = outcome;
        this.events = events;
    }

    /** Tells somebody of every stream that this thread reads; nobody any more if it is null. */
    static void tell(@Nullable Consumer<Wire> listener) {
        LISTENER.set(listener);
    }

    /** Reads payloads, each in an event of its own, single quotes for double ones, and {@code [DONE]}. */
    public static Wire payloads(String... payloads) {
        StringBuilder body = new StringBuilder();
        for (String payload : payloads) {
            body.append("data: ").append(payload.replace('\'', '"')).append("\n\n");
        }
        return body(body.append("data: [DONE]\n\n").toString());
    }

    /** Reads the answer to a request that asked for usage. */
    public static Wire askedForUsage(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StreamLimits limits = StreamLimits.DEFAULT;
        return read(bytes, bytes.length, limits, true, eventStream(limits));
    }

    /** Reads a body as it is. */
    public static Wire body(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return read(bytes, bytes.length, StreamLimits.DEFAULT);
    }

    /** Reads a body that need not be an event stream. */
    public static Wire document(String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ResponseHead head = new ResponseHead(200, Map.of("content-type", List.of(contentType)));
        StreamLimits limits = StreamLimits.DEFAULT;
        return read(bytes, bytes.length, limits, false, sink -> new BodyDecoder(head, limits, sink));
    }

    /** Reads a body in pieces. */
    public static Wire read(byte[] bytes, int piece, StreamLimits limits) {
        return read(bytes, piece, limits, false, eventStream(limits));
    }

    /** Reads a body in another protocol, in pieces. */
    public static Wire read(ChatCodec codec, byte[] bytes, int piece) {
        return read(codec, bytes, piece, StreamLimits.DEFAULT);
    }

    /** Reads a body in another protocol, in pieces, within limits. */
    public static Wire read(ChatCodec codec, byte[] bytes, int piece, StreamLimits limits) {
        return read(codec, bytes, piece, StreamOptions.DEFAULT.withLimits(limits), framing(codec, limits));
    }

    private static Function<PayloadSink, PayloadDecoder> framing(ChatCodec codec, StreamLimits limits) {
        String mediaType = codec.protocol() == Protocol.OLLAMA ? "application/x-ndjson" : "text/event-stream";
        ResponseHead head = new ResponseHead(200, Map.of("content-type", List.of(mediaType)));
        return sink -> BodyDecoder.of(head, limits, sink, UnaryOperator.identity());
    }

    private static Function<PayloadSink, PayloadDecoder> eventStream(StreamLimits limits) {
        ResponseHead head = new ResponseHead(200, Map.of("content-type", List.of("text/event-stream")));
        return sink -> new BodyDecoder(head, limits, sink);
    }

    private static Wire read(
            byte[] bytes,
            int piece,
            StreamLimits limits,
            boolean usageAsked,
            Function<PayloadSink, PayloadDecoder> framing) {
        StreamOptions options = StreamOptions.DEFAULT.withLimits(limits).withUsageExpected(usageAsked);
        return read(CODEC, bytes, piece, options, framing);
    }

    private static Wire read(
            ChatCodec codec,
            byte[] bytes,
            int piece,
            StreamOptions options,
            Function<PayloadSink, PayloadDecoder> framing) {
        StreamEngine engine =
                new StreamEngine(codec.chunkDecoder(options.limits()), options, (payload, nanos) -> {}, () -> 0);
        engine.begin(framing);
        List<ChatEvent> events = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += piece) {
            engine.feed(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
            drain(engine, events);
        }
        engine.end();
        drain(engine, events);
        Wire wire = new Wire(Objects.requireNonNull(engine.outcome()), events);
        Consumer<Wire> listener = LISTENER.get();
        if (listener != null) {
            listener.accept(wire);
        }
        return wire;
    }

    private static void drain(StreamEngine engine, List<ChatEvent> events) {
        for (ChatEvent event = engine.poll(); event != null; event = engine.poll()) {
            events.add(event);
        }
    }

    /** A chunk with one choice and this delta. */
    public static String delta(String delta) {
        return choice("'index':0,'delta':" + delta);
    }

    /** A chunk with one choice of these members. */
    public static String choice(String members) {
        return "{'id':'c-1','object':'chat.completion.chunk','created':1,'model':'m','choices':[{" + members + "}]}";
    }

    /** A chunk that finishes the choice. */
    public static String finish(String reason) {
        return choice("'index':0,'delta':{},'finish_reason':'" + reason + "'");
    }

    /** A chunk with this tool-call list in its delta. */
    public static String calls(String list) {
        return delta("{'tool_calls':" + list + "}");
    }

    public ChatCompletion said() {
        return outcome.completion();
    }

    public CompletedChoice choice() {
        return said().choices().get(0);
    }

    public String text() {
        return said().text();
    }

    /** The calls as lines: id, name, arguments. */
    public List<String> toolCalls() {
        return choice().toolCalls().stream()
                .map(call -> call.id() + " " + call.name() + " " + call.arguments())
                .toList();
    }
}
