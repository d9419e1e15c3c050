package io.astreaming.interpret;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.AudioDelta;
import io.astreaming.chunk.Choice;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.FunctionCallDelta;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.MessageDelta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.completion.AnswerItem;
import io.astreaming.event.AnnotationsReceived;
import io.astreaming.event.AudioReceived;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.ChoiceStarted;
import io.astreaming.event.ItemFinished;
import io.astreaming.event.ItemStarted;
import io.astreaming.event.LogprobsReceived;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.RefusalReceived;
import io.astreaming.event.RoleReceived;
import io.astreaming.event.TextReceived;
import io.astreaming.event.Unrecognized;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Interprets one choice's part of the chunks. Not thread-safe. */
final class ChoiceInterpreter {
    private static final int FEW = 16;

    /** The memory of each part of a message in addition to its characters. */
    private static final int OBJECTS = 4;

    /** The memory of an item here, in the reader of its protocol and in the completion, without its JSON. */
    private static final int ITEM_OBJECTS = 8;

    private final int index;
    private final RetentionBudget budget;
    private final Consumer<Deviation> deviations;
    private final int maxToolCalls;
    private final AnomalyDetector anomalies;
    private final ExtrasTracker extras;
    /** Created with the first call: most choices have none. */
    private @Nullable ChoiceCalls calls;

    private final TextChannel text = new TextChannel();
    private final TextChannel reasoning = new TextChannel();
    private final ReasoningChannel thoughts;
    private final TextChannel refusal = new TextChannel();
    /** The last message, whose calls and other members count at the end of the stream. */
    private @Nullable WireMessage message;
    /** The size of the last message, as far as it counts for the budget. */
    private long messageSize;
    /** The size of the calls that are kept from earlier messages. */
    private long callsSize;
    /** Whether messages contain pieces of calls. */
    private boolean callsInPieces;

    /** Names of the members other than text and calls that deltas had. */
    private Set<String> membersOfDeltas = Set.of();

    private boolean started;
    private @Nullable Role role;
    private final FinishState finish;

    ChoiceInterpreter(int index, int maxToolCalls, RetentionBudget budget, Consumer<Deviation> deviations) {
        this.index = index;
        this.budget = budget;
        this.deviations = deviations;
        this.maxToolCalls = maxToolCalls;
        this.extras = new ExtrasTracker(Unrecognized.Location.CHOICE, budget);
        this.anomalies = new AnomalyDetector(deviations);
        this.thoughts = new ReasoningChannel(deviations);
        this.finish = new FinishState(budget, deviations);
    }

    boolean isStarted() {
        return started;
    }

    boolean isFinished() {
        return finish.reason() != null;
    }

    /** Whether a call continued after the finish reason, so that it isn't certain that it is complete. */
    boolean isOpenAgain() {
        return finish.isCallContinued();
    }

    boolean hasFailed() {
        FinishReason reason = finish.reason();
        return reason != null && reason.isFailure();
    }

    void interpret(Choice choice, Consumer<ChatEvent> out) {
        List<Delta> deltas = choice.deltas();
        boolean mayRepeat = started;
        if (!started && (hasContent(deltas) || choice.logprobs() != null || choice instanceof FinishedChoice)) {
            started = true;
            out.accept(new ChoiceStarted(index));
        }
        // Without a delta object the deltas are those of the message.
        if (!choice.extras().isEmpty()
                && choice.extras().get("message") != null
                && choice.extras().override("delta")) {
            addMessage(deltas, choice, mayRepeat, out);
        } else {
            add(deltas, choice, out);
        }
        if (choice.logprobs() != null) {
            out.accept(new LogprobsReceived(index, choice.logprobs()));
        }
        extras.track(choice.extras(), index, out);
        if (choice instanceof FinishedChoice finished) {
            finish.add(finished.finishReason());
        }
    }

    private static boolean hasContent(List<Delta> deltas) {
        return !deltas.isEmpty()
                && !(deltas.get(0) instanceof MessageDelta message
                        && message.deltas().isEmpty());
    }

    private void add(List<Delta> deltas, Choice choice, Consumer<ChatEvent> out) {
        boolean firstToolCall = true;
        for (int i = 0; i < deltas.size(); i++) { // an iterator would be one more object for each chunk
            Delta delta = deltas.get(i);
            if (delta instanceof ContentDelta content) {
                text(content.text(), out);
            } else if (delta instanceof ToolCallDelta piece) {
                call(piece, firstToolCall, out);
                firstToolCall = false;
            } else if (delta instanceof ReasoningDelta piece) {
                reasoning(piece, out);
            } else if (delta instanceof MessageDelta sum) {
                addMessage(sum.deltas(), choice, true, out);
            } else {
                rest(delta, out);
            }
        }
        thoughts.endDelta();
    }

    private void call(ToolCallDelta piece, boolean firstOfDelta, Consumer<ChatEvent> out) {
        finish.callArrived();
        calls().tool(piece, firstOfDelta, out);
    }

    private void rest(Delta delta, Consumer<ChatEvent> out) {
        if (delta instanceof RoleDelta sent) {
            role(sent.role(), out);
        } else if (delta instanceof RefusalDelta piece) {
            emitRefusal(refusal.add(piece.text()), out);
        } else if (delta instanceof FunctionCallDelta call) {
            finish.contentArrived();
            calls().function(call, out);
        } else if (delta instanceof ItemDelta part) {
            item(part, out);
        } else {
            recordMember(delta);
            other(delta, out);
        }
    }

    /** A start counts for the budget whether items are kept or not: its reader remembers them until they end. */
    private void item(ItemDelta part, Consumer<ChatEvent> out) {
        if (part.wire() == null) {
            budget.charge(ITEM_OBJECTS, part.type().length());
            out.accept(new ItemStarted(index, part.protocol(), part.position(), part.type()));
        } else {
            AnswerItem item = new AnswerItem(part.protocol(), part.position(), part.type(), part.wire());
            out.accept(new ItemFinished(index, item));
        }
    }

    private void other(Delta delta, Consumer<ChatEvent> out) {
        if (delta instanceof AudioDelta audio) {
            out.accept(new AudioReceived(index, audio));
        } else if (delta instanceof AnnotationsDelta annotations) {
            out.accept(new AnnotationsReceived(index, annotations.annotations()));
        } else if (delta instanceof UnrecognizedDelta unknown) {
            out.accept(new Unrecognized(Unrecognized.Location.DELTA, index, unknown.name(), unknown.value()));
        }
    }

    private void text(String piece, Consumer<ChatEvent> out) {
        emitText(text.add(piece), out);
    }

    private void emitText(String fresh, Consumer<ChatEvent> out) {
        if (!fresh.isEmpty()) {
            finish.contentArrived();
            anomalies.text(fresh);
            out.accept(new TextReceived(index, fresh));
        }
    }

    private void emitReasoning(String fresh, Consumer<ChatEvent> out) {
        if (!fresh.isEmpty()) {
            finish.contentArrived();
            anomalies.reasoning(fresh);
            out.accept(new ReasoningReceived(index, fresh));
        }
    }

    private void emitRefusal(String fresh, Consumer<ChatEvent> out) {
        if (!fresh.isEmpty()) {
            finish.contentArrived();
            out.accept(new RefusalReceived(index, fresh));
        }
    }

    private void role(Role sent, Consumer<ChatEvent> out) {
        if (role == null) {
            role = sent;
            budget.charge(sent.value());
            out.accept(new RoleReceived(index, sent));
        } else if (!role.equals(sent)) {
            deviations.accept(Deviation.ROLE_CHANGED);
        }
    }

    private void reasoning(ReasoningDelta piece, Consumer<ChatEvent> out) {
        if (!piece.text().isEmpty()) {
            emitReasoning(reasoning.add(thoughts.newText(piece)), out);
        }
    }

    /**
     * Interprets a message. Its text is emitted at once as long as text arrives only in messages; if there are deltas,
     * and for everything else, the last message counts at the end, as far as it has more content than the deltas.
     *
     * @param mayRepeat whether the message may repeat something
     */
    private void addMessage(List<Delta> sent, Choice choice, boolean mayRepeat, Consumer<ChatEvent> out) {
        if (sent.isEmpty()) {
            return;
        }
        WireMessage latest = new WireMessage(sent);
        JsonText wire = choice.extras().get("message");
        long characters = wire == null ? 0 : 2L * wire.text().length(); // as a message, and as its content
        long size = characters + (long) OBJECTS * RetentionBudget.OBJECT * sent.size();
        if (message != null) {
            size += mergeCalls(latest, message, out);
        }
        budget.replace(messageSize, size);
        messageSize = size;
        message = latest;
        if (latest.role != null) {
            role(latest.role, out);
        }
        emitReasoning(fresh(reasoning.addMessage(latest.reasoning.toString()), mayRepeat), out);
        emitText(fresh(text.addMessage(latest.text.toString()), mayRepeat), out);
        emitRefusal(fresh(refusal.addMessage(latest.refusal.toString()), mayRepeat), out);
    }

    /**
     * Merges the calls of two messages: calls that the last one doesn't repeat are kept. If it continues them, messages
     * contain pieces of calls, as deltas do.
     *
     * @return the size of the calls that are kept from the message before
     */
    private long mergeCalls(WireMessage latest, WireMessage before, Consumer<ChatEvent> out) {
        if ((callsInPieces || calls == null) && latest.continuesCalls(callsInPieces ? null : before)) {
            callsInPieces = true;
            addCalls(before.toolCalls, out);
            addCalls(latest.toolCalls, out);
        }
        if (latest.hasCalls() || !before.hasCalls()) {
            callsSize = 0;
            return 0;
        }
        latest.toolCalls.addAll(before.toolCalls);
        latest.functionCall = before.functionCall;
        callsSize = callsSize == 0 ? messageSize : callsSize;
        return callsSize;
    }

    private void addCalls(List<ToolCallDelta> pieces, Consumer<ChatEvent> out) {
        for (ToolCallDelta piece : pieces) {
            call(piece, true, out); // firstOfDelta matters only for pieces without an index
        }
        pieces.clear();
    }

    private String fresh(@Nullable String sent, boolean mayRepeat) {
        if (sent == null) {
            deviations.accept(Deviation.MESSAGE_CONTRADICTORY);
            return "";
        }
        if (mayRepeat && !sent.isEmpty()) {
            deviations.accept(Deviation.MESSAGE_BEYOND_DELTAS);
        }
        return sent;
    }

    private void recordMember(Delta delta) {
        if (membersOfDeltas.isEmpty()) {
            membersOfDeltas = new HashSet<>();
        }
        if (membersOfDeltas.size() < FEW) {
            String name = WireMessage.name(delta);
            if (membersOfDeltas.add(name)) {
                budget.charge(name);
            }
        }
    }

    /** Emits the content of the last message that the deltas didn't have. */
    private void endMessage(WireMessage last, Consumer<ChatEvent> out) {
        emitReasoning(fresh(reasoning.rest(), true), out);
        emitText(fresh(text.rest(), true), out);
        emitRefusal(fresh(refusal.rest(), true), out);
        for (Delta delta : last.others) {
            if (membersOfDeltas.size() < FEW && !membersOfDeltas.contains(WireMessage.name(delta))) {
                other(delta, out);
            }
        }
        if (!last.toolCalls.isEmpty() || last.functionCall != null) {
            calls().addMessage(last, out);
        }
    }

    private ChoiceCalls calls() {
        if (calls == null) {
            calls = new ChoiceCalls(index, maxToolCalls, budget, deviations, anomalies);
        }
        return calls;
    }

    /**
     * Ends the stream. Only now is it certain that nothing more arrives, since some providers send finish reasons too
     * early: so the complete calls are reported here, and then that the choice finished.
     *
     * @param complete whether the stream ended well
     */
    void end(boolean complete, Consumer<ChatEvent> out) {
        finish.end();
        if (message != null) {
            endMessage(message, out);
            message = null;
        }
        FinishReason reason = finish.reason();
        if (calls != null) {
            if (calls.hasTools() && FinishReason.STOP.equals(reason)) {
                deviations.accept(Deviation.TOOL_CALLS_WITH_STOP);
            }
            calls.end(finish.isComplete(complete), out);
        }
        if (reason != null) {
            out.accept(new ChoiceFinished(index, reason));
        }
    }
}
