package io.astreaming.interpret;

import io.astreaming.chunk.AudioDelta;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code message} of a choice on the wire, with the complete content of each channel. Not thread-safe. */
final class WireMessage {
    private static final String AUDIO = "audio";
    private static final String ANNOTATIONS = "annotations";

    @Nullable
    Role role;

    final StringBuilder text = new StringBuilder();
    final StringBuilder reasoning = new StringBuilder();
    final StringBuilder refusal = new StringBuilder();
    final List<ToolCallDelta> toolCalls = new ArrayList<>();

    @Nullable
    FunctionCallDelta functionCall;

    /** Audio, annotations and members that aren't modelled. */
    final List<Delta> others = new ArrayList<>();

    WireMessage(List<Delta> deltas) {
        ReasoningChannel thoughts = new ReasoningChannel(deviation -> {}); // counted by the interpreter's own channel
        for (Delta delta : deltas) {
            if (delta instanceof ContentDelta content) {
                text.append(content.text());
            } else if (delta instanceof ReasoningDelta piece) {
                reasoning.append(thoughts.newText(piece));
            } else if (delta instanceof RefusalDelta piece) {
                refusal.append(piece.text());
            } else if (delta instanceof ToolCallDelta call) {
                toolCalls.add(call);
            } else if (delta instanceof FunctionCallDelta call) {
                functionCall = call;
            } else if (delta instanceof RoleDelta sent) {
                role = sent.role();
            } else {
                others.add(delta);
            }
        }
    }

    boolean hasCalls() {
        return !toolCalls.isEmpty() || functionCall != null;
    }

    /**
     * Returns whether its calls are pieces: they have indexes, and no name or, if there is a message before, a name
     * that isn't repeated.
     *
     * @param before the message before; null if its calls were pieces, too
     */
    boolean continuesCalls(@Nullable WireMessage before) {
        if (toolCalls.isEmpty() || (before != null && before.toolCalls.isEmpty())) {
            return false;
        }
        return toolCalls.stream()
                        .allMatch(call -> call.index() != null
                                && (call.name() == null || before == null || !before.has(call.index())))
                && (before == null || before.toolCalls.stream().allMatch(call -> call.index() != null));
    }

    private boolean has(Integer index) {
        return toolCalls.stream().anyMatch(call -> index.equals(call.index()));
    }

    /** Returns the member that contained something other than text and calls. */
    static String name(Delta delta) {
        if (delta instanceof UnrecognizedDelta unknown) {
            return unknown.name();
        }
        return delta instanceof AudioDelta ? AUDIO : ANNOTATIONS;
    }
}
