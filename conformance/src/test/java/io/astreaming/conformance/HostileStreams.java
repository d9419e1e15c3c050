package io.astreaming.conformance;

import io.astreaming.completion.Outcome;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.error.LimitExceededException;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.json.JsonbMessagesCodec;
import io.astreaming.json.JsonbResponsesCodec;
import io.astreaming.port.ChatCodec;
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

    private static final ChatCodec CHAT = new JsonbChatCodec();
    private static final ChatCodec MESSAGES = new JsonbMessagesCodec();
    private static final ChatCodec RESPONSES = new JsonbResponsesCodec();

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
        messages(kinds);
        responses(kinds);
        return kinds;
    }

    private static void messages(Map<String, IntFunction<String>> kinds) {
        kinds.put("messages, text", i -> piece(0, "text_delta", "text", longText(i)));
        kinds.put("messages, thoughts", i -> piece(i, "thinking_delta", "thinking", longText(i)));
        kinds.put("messages, arguments", i -> piece(i % 9, "input_json_delta", "partial_json", longText(i)));
        kinds.put("messages, signatures", i -> piece(0, "signature_delta", "signature", longText(i)));
        kinds.put(
                "messages, citations",
                i -> "{'type':'content_block_delta','index':0,'delta':{'type':'citations_delta','citation':{'x':'"
                        + longText(i) + "'}}}");
        kinds.put("messages, unknown pieces", i -> piece(0, "x" + i, "x", longText(i)));
        kinds.put("messages, blocks", i -> block(i, "{'type':'tool_use','id':'" + longText(i) + "','name':'f'}"));
        kinds.put("messages, empty blocks", i -> block(i, "{'type':'text'}"));
        kinds.put("messages, members of blocks", i -> block(i, "{'type':'x'," + members(3_000) + "}"));
        kinds.put(
                "messages, content at the start",
                i -> "{'type':'message_start','message':{'content':[" + list("{'type':'x'}", EVENT_BYTES / 26) + "]}}");
        kinds.put(
                "messages, members of usage",
                i -> "{'type':'message_delta','delta':{},'usage':{'" + longText(i) + "':1}}");
        kinds.put(
                "messages, members of the message",
                i -> "{'type':'message_delta','delta':{'" + longText(i) + "':1},'usage':{}}");
        kinds.put("messages, unknown events", i -> "{'type':'x" + i + "','x':'" + longText(i) + "'}");
    }

    private static void responses(Map<String, IntFunction<String>> kinds) {
        kinds.put("responses, text", i -> part("output_text.delta", i, "'delta':'" + longText(i) + "'"));
        kinds.put("responses, reasoning", i -> part("reasoning_text.delta", 0, "'delta':'" + longText(i) + "'"));
        kinds.put(
                "responses, summary parts",
                i -> "{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':" + i
                        + ",'delta':'" + longText(i) + "'}");
        kinds.put(
                "responses, arguments", i -> part("function_call_arguments.delta", 0, "'delta':'" + longText(i) + "'"));
        kinds.put(
                "responses, items",
                i -> part("output_item.done", i, "'item':{'type':'x','id':'" + i + "','x':'" + longText(i) + "'}"));
        kinds.put(
                "responses, ids of items",
                i -> part("output_item.added", i, "'item':{'type':'message','id':'" + longText(i) + "'}"));
        kinds.put(
                "responses, ids of calls",
                i -> part("output_item.added", i, "'item':{'type':'function_call','call_id':'" + longText(i) + "'}"));
        kinds.put(
                "responses, names of calls",
                i -> part("output_item.added", i, "'item':{'type':'function_call','name':'" + longText(i) + "'}"));
        kinds.put(
                "responses, types of items",
                i -> part("output_item.added", i, "'item':{'type':'" + longText(i) + "'}"));
        kinds.put(
                "responses, annotations",
                i -> part("output_text.annotation.added", 0, "'annotation':{'x':'" + longText(i) + "'}"));
        kinds.put(
                "responses, envelopes",
                i -> "{'type':'response.in_progress','response':{'id':'" + longText(i) + "','model':'" + longText(i)
                        + "'}}");
        kinds.put(
                "responses, output in an event",
                i -> "{'type':'response.completed','response':{'output':["
                        + list("{'type':'message','content':[]}", EVENT_BYTES / 62) + "],'status':'queued'}}");
        kinds.put("responses, unknown events", i -> "{'type':'x" + i + "','x':'" + longText(i) + "'}");
    }

    private static String piece(int index, String type, String member, String text) {
        return "{'type':'content_block_delta','index':" + index + ",'delta':{'type':'" + type + "','" + member + "':'"
                + text + "'}}";
    }

    private static String block(int index, String block) {
        return "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}";
    }

    private static String part(String event, int index, String members) {
        return "{'type':'response." + event + "','output_index':" + index + ",'content_index':0," + members + "}";
    }

    private static ChatCodec codec(String kind) {
        return kind.startsWith("messages, ") ? MESSAGES : kind.startsWith("responses, ") ? RESPONSES : CHAT;
    }

    /** Reads each of the streams and says how it ended. */
    public static void main(String[] args) {
        KINDS.forEach((name, events) -> {
            for (boolean kept : new boolean[] {true, false}) {
                System.out.println(
                        name + (kept ? ": " : ", content not kept: ") + end(read(codec(name), events, kept)));
            }
        });
    }

    private static String end(Outcome outcome) {
        return outcome.error() instanceof LimitExceededException e
                ? e.limit().name()
                : outcome.getClass().getSimpleName();
    }

    private static Outcome read(ChatCodec codec, IntFunction<String> events, boolean contentKept) {
        StreamOptions options = StreamOptions.DEFAULT.withLimits(LIMITS);
        StreamEngine engine = new StreamEngine(
                codec.chunkDecoder(LIMITS),
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
