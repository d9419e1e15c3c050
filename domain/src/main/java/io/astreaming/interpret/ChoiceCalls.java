package io.astreaming.interpret;

import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.jsontext.Extras;
import io.astreaming.value.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls of one choice: tool calls, and the function call in the older form. Not thread-safe. */
final class ChoiceCalls {
    private static final String ARGUMENTS = "arguments";

    private final int choice;
    private final RetentionBudget budget;
    private final Consumer<Deviation> deviations;
    private final AnomalyDetector anomalies;
    private final ToolCallSlots tools;
    private @Nullable ToolCallSlot function;

    ChoiceCalls(
            int choice,
            int maxToolCalls,
            RetentionBudget budget,
            Consumer<Deviation> deviations,
            AnomalyDetector anomalies) {
        this.choice = choice;
        this.budget = budget;
        this.deviations = deviations;
        this.anomalies = anomalies;
        this.tools = new ToolCallSlots(maxToolCalls, budget, deviations);
    }

    /** Returns whether there are tool calls. */
    boolean hasTools() {
        return !tools.all().isEmpty();
    }

    void tool(ToolCallDelta piece, boolean firstOfDelta, Consumer<ChatEvent> out) {
        ToolCallSlot slot = tools.slotFor(piece, firstOfDelta);
        tools.emitBefore(slot, choice, out);
        slot.addExtras(piece.extras(), choice, out);
        arguments(slot, piece.arguments(), piece.functionExtras(), out);
    }

    void function(FunctionCallDelta piece, Consumer<ChatEvent> out) {
        if (function == null) {
            function = new ToolCallSlot(ToolCallStarted.FUNCTION_CALL, null, budget);
        }
        tools.addName(piece.name(), function);
        arguments(function, piece.arguments(), piece.extras(), out);
    }

    /** Adds a message's calls at the end of the stream: new calls, and continuations of known ones. */
    void addMessage(WireMessage message, Consumer<ChatEvent> out) {
        for (int i = 0; i < message.toolCalls.size(); i++) {
            ToolCallDelta call = message.toolCalls.get(i);
            ToolCallSlot slot = tools.slotOfMessage(call, i);
            tools.emitBefore(slot, choice, out);
            slot.addExtras(call.extras(), choice, out);
            addMessage(slot, call.name(), call.arguments(), out);
        }
        if (message.functionCall != null) {
            function = function == null ? new ToolCallSlot(ToolCallStarted.FUNCTION_CALL, null, budget) : function;
            addMessage(function, message.functionCall.name(), message.functionCall.arguments(), out);
        }
    }

    private void addMessage(
            ToolCallSlot slot, @Nullable String name, @Nullable String arguments, Consumer<ChatEvent> out) {
        if (name != null && !slot.isNamed()) {
            tools.addName(name, slot);
        }
        boolean other = name != null && !name.equals(slot.name);
        if (other || (arguments != null && !slot.continueWith(budget.chargeText(arguments), choice, out))) {
            deviations.accept(Deviation.MESSAGE_CONTRADICTORY);
        }
    }

    /** Adds arguments: pieces of text are concatenated; an object replaces all of the arguments so far. */
    private void arguments(ToolCallSlot slot, @Nullable String piece, Extras sent, Consumer<ChatEvent> out) {
        if (piece == null || piece.isEmpty()) {
            return;
        }
        if (sent.get(ARGUMENTS) != null) {
            if (slot.replace(budget.chargeText(piece), choice, out)) {
                deviations.accept(Deviation.ARGUMENTS_REPLACED);
            }
            return;
        }
        anomalies.arguments(slot.arguments(), piece);
        if (slot.append(budget.chargeText(piece), choice, out)) {
            deviations.accept(Deviation.ARGUMENTS_REPLACED);
        }
    }

    /**
     * Ends the stream: only now is it certain that nothing more belongs to a call. Emits what hasn't been emitted, and
     * then reports the complete calls.
     *
     * @param complete whether the choice is complete
     */
    void end(boolean complete, Consumer<ChatEvent> out) {
        tools.returnPieces(choice, out);
        List<ToolCallSlot> calls = new ArrayList<>();
        for (ToolCallSlot slot : tools.all()) {
            if (slot.isEmpty()) {
                deviations.accept(Deviation.TOOL_CALL_EMPTY);
            } else {
                calls.add(slot);
            }
        }
        if (function != null && !function.isEmpty()) {
            calls.add(function);
        }
        for (ToolCallSlot slot : calls) {
            slot.settle(choice, out);
            slot.emit(choice, out);
        }
        boolean mixedUp = calls.stream().anyMatch(slot -> anomalies.areOfSeveralCalls(slot.arguments()));
        for (ToolCallSlot slot : calls) {
            end(slot, complete, mixedUp, out);
        }
    }

    /**
     * Ends a call.
     *
     * @param mixedUp whether a call has the arguments of several calls: then a call without arguments may be one of
     *     those
     */
    private void end(ToolCallSlot slot, boolean complete, boolean mixedUp, Consumer<ChatEvent> out) {
        if (!slot.isNamed()) {
            deviations.accept(Deviation.TOOL_CALL_WITHOUT_NAME);
        }
        if (!complete) {
            return;
        }
        if (anomalies.areOfSeveralCalls(slot.arguments())) {
            deviations.accept(Deviation.ARGUMENTS_OF_SEVERAL_CALLS);
        } else if (slot.isContradictory()) {
            deviations.accept(Deviation.ARGUMENTS_CONTRADICTORY);
        } else if (!slot.isReadable()) {
            deviations.accept(Deviation.ARGUMENTS_NOT_JSON);
        } else if (slot.isNamed() && !(mixedUp && slot.arguments().toString().isBlank())) {
            slot.finish(choice, out);
        }
    }
}
