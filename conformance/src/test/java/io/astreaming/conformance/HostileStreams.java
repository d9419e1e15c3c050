package io.astreaming.conformance;

import io.astreaming.completion.Outcome;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.error.LimitExceededException;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Streams that try to be kept whole, each in a way of its own. For a JVM with a small heap: the program says how each of them ended,
 * once with content kept and once without.
 */
final class HostileStreams {
    /** What is sent of each, unless a limit ends it; more than the heap. */
    private static final long SENT = 40L << 20;

    private static final int LONG = 40 << 10;
    private static final int EVENT_BYTES = 2 << 20;
    private static final StreamLimits LIMITS =
            StreamLimits.DEFAULT.withEventBytes(EVENT_BYTES).withTotalText(2L << 20);

    private static final JsonbChatCodec CODEC = new JsonbChatCodec();

    /** The streams by what they send, one event after the other; single quotes for double ones. */
    static final Map<String, IntFunction<String>> KINDS = kinds();

    private HostileStreams() {}

    private static Map<String, IntFunction<String>> kinds() {
        Map<String, IntFunction<String>> kinds = new LinkedHashMap<>();
        kinds.put("text", i -> delta(0, "'content':'" + longText(i) + "'"));
        kinds.put("text beyond Latin", i -> delta(0, "'content':'" + "\u4e16".repeat(LONG / 2) + "'"));
        kinds.put("arguments", i -> delta(0, call(0, "c", "f", longText(i))));
        kinds.put("names of members", i -> delta(0, "'" + longText(i) + "':1"));
        kinds.put("names of a choice's members", i -> choice("'index':0,'" + longText(i) + "':1"));
        kinds.put("names of the chunk's members", i -> "{'choices':[],'" + longText(i) + "':1}");
        kinds.put("names of a call's members", i -> delta(0, "'tool_calls':[{'index':0,'" + longText(i) + "':1}]"));
        kinds.put("values of a choice's members", i -> choice("'index':" + i + ",'x':'" + longText(i) + "'"));
        kinds.put(
                "messages beside deltas",
                i -> choice(
                        "'index':" + i + ",'delta':{'content':'x'},'message':" + "{'content':'" + longText(i) + "'}"));
        kinds.put("parts of messages", i -> choice("'index':" + i + ",'message':{" + members(3_000) + "}"));
        kinds.put("ids of calls", i -> delta(0, call(i, longText(i), "f", "")));
        kinds.put("types of calls", i -> delta(0, "'tool_calls':[{'index':" + i + ",'type':'" + longText(i) + "'}]"));
        kinds.put("names of calls", i -> delta(0, call(i, "c" + i, longText(i), "")));
        kinds.put("names of functions", i -> delta(i, "'function_call':{'name':'" + longText(i) + "'}"));
        kinds.put("one call's indexes", i -> delta(0, calls(i, 300, "'id':'c'")));
        kinds.put("calls", i -> delta(i % 1_000, calls(i, 300, "'function':{'name':'f'}")));
        kinds.put("roles", i -> delta(i, "'role':'" + longText(i) + "'"));
        kinds.put("finish reasons", i -> choice("'index':" + i + ",'finish_reason':'" + longText(i) + "'"));
        kinds.put("ids of audio", i -> delta(i, "'audio':{'id':'" + longText(i) + "'}"));
        kinds.put("latest pieces of text", i -> delta(i, "'content':'" + longText(i) + "'"));
        kinds.put("latest pieces of reasoning", i -> delta(i, "'reasoning':'" + longText(i) + "'"));
        kinds.put("small values", i -> delta(0, "'x':" + i));
        kinds.put("annotations", i -> delta(0, "'annotations':[]"));
        kinds.put("log probabilities", i -> choice("'index':0,'logprobs':{'content':[" + list("{}", 300) + "]}"));
        kinds.put(
                "likeliest tokens",
                i -> choice("'index':0,'logprobs':{'content':[{'top_logprobs':[" + list("{}", 300) + "]}]}"));
        kinds.put("members of usage", i -> "{'usage':{'total_tokens':" + i + "," + members(4_000) + "}}");
        kinds.put("usage in an event", i -> event("{'usage':{", "}}"));
        kinds.put("members in an event", i -> event("{'choices':[{'delta':{", "}}]}"));
        kinds.put("members of an event", i -> event("{'choices':[],", "}"));
        kinds.put("members of calls in an event", i -> event("{'choices':[{'delta':{'tool_calls':[{", "}]}}]}"));
        kinds.put("members of messages in an event", i -> event("{'choices':[{'message':{", "}}]}"));
        kinds.put("choices in an event", i -> "{'choices':[" + list("{}", EVENT_BYTES / 4) + "]}");
        kinds.put("calls in an event", i -> delta(0, "'tool_calls':[" + list("{}", EVENT_BYTES / 4) + "]"));
        kinds.put("parts in an event", i -> delta(0, "'content':[" + list("{}", EVENT_BYTES / 4) + "]"));
        kinds.put(
                "log probabilities in an event",
                i -> choice("'logprobs':{'content':[" + list("{}", EVENT_BYTES / 4) + "]}"));
        kinds.put("changing members", i -> "{'choices':[],'x':'" + longText(i) + "'}");
        kinds.put("payloads that are no chunks", i -> "{'type':'ping','x':'" + longText(i) + "'}");
        kinds.put("padding", i -> "{'choices':[],'obfuscation':'" + longText(i) + "'}");
        return kinds;
    }

    /** Reads each of the streams and says how it ended. */
    public static void main(String[] args) {
        KINDS.forEach((name, events) -> {
            for (boolean kept : new boolean[] {true, false}) {
                System.out.println(name + (kept ? ": " : ", content not kept: ") + end(read(events, kept)));
            }
        });
    }

    private static String end(Outcome outcome) {
        return outcome.error() instanceof LimitExceededException e
                ? e.limit().name()
                : outcome.getClass().getSimpleName();
    }

    private static Outcome read(IntFunction<String> events, boolean contentKept) {
        StreamOptions options = StreamOptions.DEFAULT.withLimits(LIMITS);
        StreamEngine engine = new StreamEngine(
                CODEC.chunkDecoder(LIMITS),
                contentKept ? options : options.withoutContent(),
                (payload, nanos) -> {},
                () -> 0);
        engine.begin(sink -> new SseDecoder(LIMITS, sink));
        long sent = 0;
        for (int i = 0; engine.outcome() == null && sent < SENT; i++) {
            byte[] event = ("data: " + events.apply(i).replace('\'', '"') + "\n\n").getBytes(StandardCharsets.UTF_8);
            sent += event.length;
            engine.feed(ByteBuffer.wrap(event));
            while (engine.poll() != null) {
                // taken
            }
        }
        engine.end();
        return engine.outcome();
    }

    private static String longText(int i) {
        return i + "x".repeat(LONG);
    }

    private static String delta(int choice, String members) {
        return choice("'index':" + choice + ",'delta':{" + members + "}");
    }

    private static String choice(String members) {
        return "{'choices':[{" + members + "}]}";
    }

    private static String call(int index, String id, String name, String arguments) {
        return "'tool_calls':[{'index':" + index + ",'id':'" + id + "','function':{'name':'" + name + "','arguments':'"
                + arguments + "'}}]";
    }

    /** Pieces of calls, each under an index that hasn't come before. */
    private static String calls(int event, int count, String members) {
        StringBuilder out = new StringBuilder("'tool_calls':[");
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ",").append("{'index':").append(event * count + i);
            out.append(',').append(members).append('}');
        }
        return out.append(']').toString();
    }

    private static String list(String element, int count) {
        return (element + ",").repeat(count - 1) + element;
    }

    private static String event(String begin, String end) {
        return begin + members(EVENT_BYTES / 12) + end;
    }

    private static String members(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "'" : ",'")
                    .append(Integer.toString(i, 36))
                    .append("':")
                    .append(i % 10);
        }
        return out.toString();
    }
}
