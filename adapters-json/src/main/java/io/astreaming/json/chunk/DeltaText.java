package io.astreaming.json.chunk;

import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.jsontext.JsonText;
import org.jspecify.annotations.Nullable;

/** The text of deltas that are pieces of the answer: content, reasoning, a refusal, arguments. */
public final class DeltaText {
    private DeltaText() {}

    /** Returns the text of a delta; null if it has none. */
    public static @Nullable String of(Delta delta) {
        if (delta instanceof ContentDelta content) {
            return content.text();
        }
        if (delta instanceof ReasoningDelta reasoning) {
            return reasoning.text();
        }
        if (delta instanceof RefusalDelta refusal) {
            return refusal.text();
        }
        if (delta instanceof ToolCallDelta call) {
            return call.arguments();
        }
        return delta instanceof FunctionCallDelta call ? call.arguments() : null;
    }

    /** Returns a copy of a delta with another text; of a delta that isn't modelled, with another value. */
    public static Delta with(Delta delta, String text) {
        if (delta instanceof ContentDelta) {
            return new ContentDelta(text);
        }
        if (delta instanceof ReasoningDelta reasoning) {
            return new ReasoningDelta(text, reasoning.field());
        }
        if (delta instanceof ToolCallDelta call) {
            return new ToolCallDelta(
                    call.index(), call.id(), call.type(), call.name(), text, call.extras(), call.functionExtras());
        }
        if (delta instanceof FunctionCallDelta call) {
            return new FunctionCallDelta(call.name(), text, call.extras());
        }
        if (delta instanceof UnrecognizedDelta other) {
            return new UnrecognizedDelta(other.name(), new JsonText(text));
        }
        return new RefusalDelta(text);
    }
}
