package io.astreaming.json.fast;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.MessageDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.json.chunk.DeltaText;
import io.astreaming.json.chunk.ReasoningFinder;
import io.astreaming.json.token.TokenLog;
import io.astreaming.jsontext.Extras;
import io.astreaming.port.Payload;
import io.astreaming.value.Logprobs;
import io.astreaming.value.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The template of a chunk of chat completions. {@link SlotFinder} determines the slots. Not thread-safe. */
final class ChunkTemplate extends Template<CompletionChunk> {
    private final CompletionChunk chunk;
    /** Whether there is reasoning as a string beside structures, whose text is read only if there is none. */
    private final boolean hasReasoningBesideStructures;

    private ChunkTemplate(Payload payload, CompletionChunk chunk, List<TemplateSlot> slots) {
        super(payload, slots);
        this.chunk = chunk;
        this.hasReasoningBesideStructures =
                ReasoningFinder.haveTextAndStructures(chunk.choices().get(0).deltas());
    }

    /**
     * Creates the template of a payload; null if it would be of no use.
     *
     * @param before the previous chunk: a value that is still the same needs no slot; null if there is none
     * @param log the objects that were created from the payload
     */
    static @Nullable ChunkTemplate of(
            Payload payload, CompletionChunk chunk, @Nullable CompletionChunk before, TokenLog log) {
        if (!isShort(payload)) {
            return null;
        }
        List<TemplateSlot> slots = new SlotFinder(payload, log).find(chunk, before);
        return slots.isEmpty() ? null : new ChunkTemplate(payload, chunk, slots);
    }

    @Override
    @Nullable
    CompletionChunk filled() {
        String id = chunk.id();
        Long created = chunk.created();
        Usage usage = chunk.usage();
        Extras extras = chunk.extras();
        Choice choice = chunk.choices().get(0);
        List<Delta> deltas = choice.deltas();
        Logprobs logprobs = choice.logprobs();
        Extras choiceExtras = choice.extras();
        Extras deltaExtras = choice.deltaExtras();
        for (TemplateSlot slot : slots) {
            if (slot.unchanged) {
                continue;
            }
            switch (slot.kind) {
                case TEXT, VALUE ->
                    deltas = with(deltas, slot.delta, DeltaText.with(deltas.get(slot.delta), slot.text()));
                case ID -> id = slot.text();
                case CREATED -> created = slot.number();
                case CHUNK_EXTRA -> extras = extras.with(slot.member, slot.json());
                case CHOICE_EXTRA -> choiceExtras = choiceExtras.with(slot.member, slot.json());
                case MESSAGE -> {
                    deltas = with(deltas, slot.delta, new MessageDelta(slot.parts()));
                    choiceExtras = choiceExtras.with(slot.member, slot.json());
                }
                case PARTS -> {
                    deltas = slot.parts();
                    deltaExtras = deltaExtras.with(slot.member, slot.json());
                }
                case LOGPROBS -> logprobs = slot.logprobs();
                case USAGE -> usage = slot.usage();
                case OBFUSCATION, PADDING -> {} // has no value
            }
        }
        if (hasReasoningBesideStructures && !ReasoningFinder.haveText(deltas)) {
            return null;
        }
        Choice filled = choice instanceof FinishedChoice finished
                ? new FinishedChoice(
                        choice.index(), deltas, finished.finishReason(), logprobs, choiceExtras, deltaExtras)
                : new OpenChoice(choice.index(), deltas, logprobs, choiceExtras, deltaExtras);
        return new CompletionChunk(
                id, chunk.object(), created, chunk.model(), List.of(filled), usage, chunk.deviations(), extras);
    }

    private static List<Delta> with(List<Delta> deltas, int index, Delta changed) {
        if (deltas.size() == 1) {
            return List.of(changed);
        }
        Delta[] all = deltas.toArray(new Delta[0]);
        all[index] = changed;
        return List.of(all);
    }
}
