package io.astreaming.interpret;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ErrorReported;
import io.astreaming.event.StreamStarted;
import io.astreaming.event.Unrecognized;
import io.astreaming.event.UsageReported;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.Deviation;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.Protocol;
import io.astreaming.value.TokenUsage;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the chunks of one stream into events. It heals the sequence of the chunks where it departs from the protocol,
 * and counts all deviations of the stream, also those that the framing and the chunk readers have healed. The assembler
 * and the caller receive only the events.
 *
 * <p>Not thread-safe.
 */
public final class ChunkInterpreter {
    private final int maxChoices;
    private final int maxToolCalls;
    private final RetentionBudget budget;
    private final DeviationCounter deviations = new DeviationCounter();
    private final TreeMap<Integer, ChoiceInterpreter> choices = new TreeMap<>();
    private final ExtrasTracker extras;
    private @Nullable ChoiceInterpreter latest;
    private int latestIndex;
    /** How many chunks in a row belonged to the latest choice. */
    private int chunksOfLatest;
    /** Whether each choice had exactly one chunk, with indexes that increase by one. */
    private boolean countUp = true;

    private boolean started;
    private boolean envelopeChanged;
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable Long created;
    private @Nullable TokenUsage usage;

    /**
     * Creates the interpreter of one stream.
     *
     * @param maxChoices how many choices to accept
     * @param maxToolCalls how many tool calls of each choice to accept
     * @param budget how much may be kept of the stream
     */
    public ChunkInterpreter(int maxChoices, int maxToolCalls, RetentionBudget budget) {
        this.maxChoices = maxChoices;
        this.maxToolCalls = maxToolCalls;
        this.budget = budget;
        this.extras = new ExtrasTracker(Unrecognized.Location.CHUNK, budget);
    }

    /**
     * Makes deviations from the protocol fail: the first one of these kinds is thrown.
     *
     * @param refused the kinds; none by default
     */
    public void refuse(Set<Deviation> refused) {
        deviations.refuse(refused);
    }

    /**
     * Interprets a chunk.
     *
     * @param chunk the next chunk of the stream
     * @param out receives the events, in order
     * @throws LimitExceededException if the stream has too many choices, tool calls or arguments
     * @throws io.astreaming.error.DeviationException if the chunk deviates from the protocol in a refused way
     */
    public void interpret(Chunk chunk, Consumer<ChatEvent> out) {
        if (!chunk.deviations().isEmpty()) {
            chunk.deviations().forEach(deviations);
        }
        if (chunk instanceof CompletionChunk completion) {
            completion(completion, out);
        } else if (chunk instanceof ProviderError error) {
            if (error.alongside() != null) {
                completion(error.alongside(), out);
            }
            out.accept(new ErrorReported(error.error()));
        } else if (chunk instanceof UnrecognizedChunk unknown) {
            deviations.accept(Deviation.UNRECOGNIZED_PAYLOAD);
            out.accept(new Unrecognized(Unrecognized.Location.PAYLOAD, -1, "", unknown.wire()));
        }
    }

    private void completion(CompletionChunk chunk, Consumer<ChatEvent> out) {
        envelope(chunk, out);
        countUp &= chunk.choices().size() <= 1;
        for (int i = 0; i < chunk.choices().size(); i++) {
            Choice choice = chunk.choices().get(i);
            choice(index(choice, i)).interpret(choice, out);
        }
        extras.track(chunk.extras(), -1, out);
        if (chunk.usage() instanceof TokenUsage reported) {
            usage(reported, chunk, out);
        }
    }

    /** Returns a choice's index, which may have been sent as a string; without an index, its position in the chunk. */
    private int index(Choice choice, int position) {
        if (choice.index() != 0 || choice.extras().isEmpty() || !choice.extras().override("index")) {
            return choice.index();
        }
        JsonText sent = choice.extras().get("index");
        if (sent != null && !sent.isNull()) {
            Integer index = StringIndex.of(choice.extras());
            return index == null ? 0 : index;
        }
        if (position > 0) {
            deviations.accept(Deviation.CHOICE_WITHOUT_INDEX);
        }
        return position;
    }

    /**
     * Starts the stream with the first envelope that isn't empty; Azure sends an empty one, created at 0, before the
     * real one.
     */
    private void envelope(CompletionChunk chunk, Consumer<ChatEvent> out) {
        boolean timeUnset = created == null || created == 0;
        envelopeChanged |= differs(id, chunk.id())
                || differs(model, chunk.model())
                || (!timeUnset && differs(created, chunk.created()));
        if (id == null) {
            id = chunk.id();
            budget.charge(id);
        }
        if (model == null) {
            model = chunk.model();
            budget.charge(model);
        }
        created = timeUnset && chunk.created() != null ? chunk.created() : created;
        if (!started && (id != null || !chunk.choices().isEmpty() || chunk.usage() instanceof TokenUsage)) {
            started = true;
            out.accept(new StreamStarted(id, model, created));
        }
    }

    private static boolean differs(@Nullable Object first, @Nullable Object next) {
        return first != null && next != null && first != next && !first.equals(next);
    }

    private ChoiceInterpreter choice(int index) {
        if (latest != null && latestIndex == index) {
            chunksOfLatest++;
            return latest;
        }
        ChoiceInterpreter found = choices.get(index);
        countUp &= found == null && index == choices.size() && chunksOfLatest <= 1;
        chunksOfLatest = 1;
        if (found == null) {
            if (choices.size() == maxChoices) {
                throw new LimitExceededException(StreamLimit.CHOICES, maxChoices, null);
            }
            found = new ChoiceInterpreter(index, maxToolCalls, budget, deviations);
            choices.put(index, found);
        }
        latest = found;
        latestIndex = index;
        return found;
    }

    /** Only in chat completions usage has a chunk of its own; other protocols report it at the start and at the end. */
    private void usage(TokenUsage reported, CompletionChunk chunk, Consumer<ChatEvent> out) {
        if (Protocol.of(chunk.object()) == null) {
            boolean inOnePiece = "chat.completion".equals(chunk.object());
            if (!inOnePiece && !chunk.choices().isEmpty()) {
                deviations.accept(Deviation.USAGE_WITH_CHOICES);
            }
            if (usage != null) {
                deviations.accept(Deviation.USAGE_REPEATED);
            }
        }
        if (!Objects.equals(usage, reported)) {
            charge(usage, reported);
            usage = reported;
            out.accept(new UsageReported(reported));
        }
    }

    /** Counts usage by its extras, since only these can be many. */
    private void charge(@Nullable TokenUsage before, TokenUsage now) {
        budget.replace(before == null ? Extras.NONE : before.extras(), now.extras());
        PromptTokensDetails prompt = before == null ? null : before.promptDetails();
        budget.replace(extras(prompt), extras(now.promptDetails()));
        CompletionTokensDetails completion = before == null ? null : before.completionDetails();
        budget.replace(extras(completion), extras(now.completionDetails()));
    }

    private static Extras extras(@Nullable PromptTokensDetails details) {
        return details == null ? Extras.NONE : details.extras();
    }

    private static Extras extras(@Nullable CompletionTokensDetails details) {
        return details == null ? Extras.NONE : details.extras();
    }

    /**
     * Ends the stream: emits the calls that haven't been emitted, as complete only if the stream ended well.
     *
     * @param complete whether the stream ended well
     * @param out receives the events, in order
     */
    public void end(boolean complete, Consumer<ChatEvent> out) {
        if (envelopeChanged) {
            deviations.accept(Deviation.ENVELOPE_CHANGED);
        }
        boolean parts = areParts();
        if (parts) {
            deviations.accept(Deviation.CHOICE_INDEX_COUNTS_PARTS);
        }
        for (ChoiceInterpreter choice : choices.values()) {
            choice.end(complete && !parts, out);
        }
    }

    /**
     * Returns whether the choices seem to be pieces of one choice. Two choices don't suffice: one of them may just not
     * have finished.
     */
    private boolean areParts() {
        return countUp
                && choices.size() > 2
                && choices.lastEntry().getValue().isFinished()
                && choices.headMap(choices.lastKey()).values().stream().noneMatch(ChoiceInterpreter::isFinished);
    }

    /**
     * Counts a deviation from the protocol that was detected outside the interpreter.
     *
     * @param deviation the deviation
     */
    public void deviation(Deviation deviation) {
        deviations.accept(deviation);
    }

    /** {@return the deviations so far, and how often each was detected} */
    public Map<Deviation, Long> deviations() {
        return deviations.counts();
    }

    /** {@return whether a choice has started} */
    public boolean hasStarted() {
        return choices.values().stream().anyMatch(ChoiceInterpreter::isStarted);
    }

    /** {@return whether a choice has started and each that did has finished} */
    public boolean hasFinished() {
        if (latest != null && latest.isStarted() && !latest.isFinished()) {
            return false; // the usual case in the middle of an answer
        }
        boolean any = false;
        for (ChoiceInterpreter choice : choices.values()) {
            if (choice.isStarted()) {
                if (!choice.isFinished()) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /**
     * {@return whether a call continued after its choice had finished} Then only {@code [DONE]} proves that nothing
     * more arrives.
     */
    public boolean isOpenAgain() {
        return choices.values().stream().anyMatch(ChoiceInterpreter::isOpenAgain);
    }

    /** {@return whether a choice has finished because the provider failed} */
    public boolean hasFailed() {
        return choices.values().stream().anyMatch(ChoiceInterpreter::hasFailed);
    }

    /** {@return whether usage has been reported} */
    public boolean hasUsage() {
        return usage != null;
    }
}
