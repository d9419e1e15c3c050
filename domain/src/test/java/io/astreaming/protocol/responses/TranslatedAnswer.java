package io.astreaming.protocol.responses;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.protocol.responses.ResponsesEvent.Piece;
import io.astreaming.protocol.responses.ResponsesEvent.Summary;
import io.astreaming.value.Deviation;
import io.astreaming.value.Protocol;
import io.astreaming.value.UsageNotReported;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates the events of one answer, and remembers what was noted of the last. */
abstract class TranslatedAnswer {
    static final JsonText WIRE = new JsonText("{\"x\":1}");

    ResponsesTranslator translator = new ResponsesTranslator();
    Set<Deviation> noted = Set.of();

    /** Translates an event; remembers what was noted. */
    Chunk chunk(ResponsesEvent event) {
        Chunk chunk = translator.translate(event, ResponsesTranslator.NO_SEQUENCE, Set.of());
        noted = Set.copyOf(chunk.deviations());
        return chunk;
    }

    List<Delta> deltas(ResponsesEvent event) {
        CompletionChunk chunk = (CompletionChunk) chunk(event);
        return chunk.choices().isEmpty() ? List.of() : chunk.choices().get(0).deltas();
    }

    static Piece piece(PartKind kind, @Nullable Integer index, @Nullable String id, String text) {
        return new Piece(kind, new PartPlace(index, id, 0), text, null);
    }

    static Summary summary(PartKind kind, int index, String id, String text, @Nullable String name) {
        return new Summary(new PartPlace(index, id, 0), new ItemPart(kind, 0, text, List.of()), name);
    }

    static ResponsesItem item(String type, @Nullable String id, @Nullable String callId, ItemPart... parts) {
        String name = callId == null ? null : "n";
        return new ResponsesItem(type, id, callId, name, List.of(parts), Extras.NONE, WIRE);
    }

    static ResponsesItem message(@Nullable String id, String text) {
        return item("message", id, null, new ItemPart(PartKind.TEXT, 0, text, List.of()));
    }

    static ResponsesItem call(@Nullable String id, @Nullable String callId, String arguments) {
        return item("function_call", id, callId, new ItemPart(PartKind.ARGUMENTS, 0, arguments, List.of()));
    }

    static ResponsesAnswer answer(@Nullable String status, ResponsesItem... items) {
        return new ResponsesAnswer(
                null,
                null,
                null,
                status,
                null,
                null,
                List.of(items),
                UsageNotReported.INSTANCE,
                Extras.NONE,
                Extras.NONE);
    }

    static ItemDelta begun(int position, String type) {
        return new ItemDelta(Protocol.RESPONSES, position, type, null);
    }

    static ItemDelta whole(int position, String type) {
        return new ItemDelta(Protocol.RESPONSES, position, type, WIRE);
    }

    static ToolCallDelta call(int number, @Nullable String id, @Nullable String name, @Nullable String text) {
        return new ToolCallDelta(number, id, "function", name, text, Extras.NONE, Extras.NONE);
    }
}
