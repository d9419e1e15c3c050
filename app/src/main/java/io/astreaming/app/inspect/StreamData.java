package io.astreaming.app.inspect;

import io.astreaming.app.recording.InspectedChunk;
import io.astreaming.app.recording.InspectedComment;
import io.astreaming.app.recording.Inspection;
import io.astreaming.app.recording.Inspector;
import io.astreaming.app.recording.RecordedStream;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.event.ChatEvent;
import io.astreaming.json.EventJson;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.value.Deviation;
import io.astreaming.value.TokenUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream as JSON for the inspector's page: each chunk with its time, its events and its deviations, and how it ended. */
public final class StreamData {
    private static final double NANOS_PER_MILLI = 1e6;

    private final JsonWriter out;

    private StreamData(JsonWriter out) {
        this.out = out;
    }

    /** Reads a stream, and returns everything that the page shows of it. */
    static JsonText of(RecordedStream stream) throws IOException {
        JsonWriter out = new JsonWriter();
        out.beginObject().name("file").string(stream.name());
        out.name("chunks").beginArray();
        Inspection inspection = Inspector.inspect(stream, chunk -> {
            // The end that the file doesn't have was assumed; what followed from it needs a place.
            write(out, stream.done() || !chunk.done() ? chunk : chunk.withoutPayload());
        });
        out.endArray().name("comments").beginArray();
        inspection.comments().forEach(comment -> write(out, comment));
        out.endArray();
        writeEnd(out, stream.stem(), inspection);
        out.name("beside").beginArray();
        stream.moreThanTiming().stream()
                .filter(what -> !what.equals("comments"))
                .forEach(out::string);
        return out.endArray().endObject().text();
    }

    /** Writes a chunk. */
    public static void write(JsonWriter out, InspectedChunk chunk) {
        new StreamData(out).chunk(chunk);
    }

    /** Writes a comment. */
    public static void write(JsonWriter out, InspectedComment comment) {
        new StreamData(out).comment(comment);
    }

    /** Writes the deviations of a stream as a member, each with its meaning. */
    public static void writeDeviations(JsonWriter out, Map<Deviation, Long> deviations) {
        out.name("deviations").beginArray();
        deviations.forEach(new StreamData(out)::deviation);
        out.endArray();
    }

    /**
     * Writes the members that are known at the end of a stream.
     *
     * @param stem the name of the stream, without the extension of a file
     */
    public static void writeEnd(JsonWriter out, String stem, Inspection inspection) {
        new StreamData(out).end(inspection);
        Snippets.writeTo(out, stem, inspection);
    }

    private void end(Inspection inspection) {
        ChatCompletion said = inspection.outcome().completion();
        out.name("protocol").string(inspection.protocol().word());
        out.name("model").string(said.model()).name("id").string(said.id());
        out.name("outcome").string(inspection.outcome().kind());
        verdict(Verdict.of(inspection.outcome(), inspection.payloads()));
        Long end = inspection.end();
        out.name("end").tree(end == null ? null : end / NANOS_PER_MILLI);
        out.name("usage");
        usage(said.usage() instanceof TokenUsage usage ? usage : null);
        writeDeviations(out, said.deviations());
        out.name("choices").beginArray();
        said.choices().forEach(this::choice);
        out.endArray();
    }

    private void chunk(InspectedChunk chunk) {
        out.beginObject().name("number").number(chunk.number());
        time(chunk.at());
        out.name("bytes").number(chunk.bytes());
        if (chunk.eventType() != null) {
            out.name("event").string(chunk.eventType());
        }
        out.name("raw").string(chunk.text());
        out.name("events").beginArray();
        for (ChatEvent event : chunk.events()) {
            out.json(EventJson.of(event));
        }
        out.endArray();
        if (!chunk.deviations().isEmpty()) {
            out.name("deviations")
                    .tree(chunk.deviations().keySet().stream()
                            .map(StreamData::word)
                            .sorted()
                            .toList());
        }
        out.endObject();
    }

    private void comment(InspectedComment comment) {
        out.beginObject().name("before").number(comment.before());
        time(comment.at());
        out.name("text").string(comment.text()).endObject();
    }

    private void time(@Nullable Duration at) {
        out.name("at").tree(at == null ? null : at.toNanos() / NANOS_PER_MILLI);
    }

    private void verdict(Verdict verdict) {
        out.name("verdict").beginObject();
        out.name("tone").string(verdict.tone().name().toLowerCase(Locale.ROOT));
        out.name("title").string(verdict.title());
        out.name("detail").string(verdict.detail()).endObject();
    }

    private void usage(@Nullable TokenUsage usage) {
        if (usage == null) {
            out.string(null);
            return;
        }
        out.beginObject();
        out.name("prompt").tree(usage.promptTokens()).name("completion").tree(usage.completionTokens());
        out.name("total").tree(usage.totalTokens()).name("cached").tree(usage.cachedTokens());
        out.name("cacheWritten").tree(usage.cacheWriteTokens());
        out.name("reasoning").tree(usage.reasoningTokens()).endObject();
    }

    private void deviation(Deviation deviation, long count) {
        out.beginObject().name("kind").string(word(deviation)).name("count").number(count);
        out.name("meaning").string(DeviationMeanings.of(deviation)).endObject();
    }

    private static String word(Deviation deviation) {
        return deviation.name().toLowerCase(Locale.ROOT);
    }

    private void choice(CompletedChoice choice) {
        out.beginObject().name("index").number(choice.index());
        out.name("finishReason")
                .string(
                        choice.finishReason() == null
                                ? null
                                : choice.finishReason().value());
        List<Map<String, ?>> calls =
                choice.toolCalls().stream().map(StreamData::call).toList();
        out.name("calls").tree(calls).endObject();
    }

    private static Map<String, ?> call(ToolCall call) {
        return Map.of("complete", call.complete());
    }
}
