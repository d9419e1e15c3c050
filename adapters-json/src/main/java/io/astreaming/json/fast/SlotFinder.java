package io.astreaming.json.fast;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.MessageDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.chunk.ChoiceReader;
import io.astreaming.json.chunk.ChunkReader;
import io.astreaming.json.chunk.ContentParts;
import io.astreaming.json.chunk.DeltaReader;
import io.astreaming.json.chunk.DeltaText;
import io.astreaming.json.chunk.ReasoningFinder;
import io.astreaming.json.chunk.UsageFinder;
import io.astreaming.json.token.TokenLog;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.value.Deviation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the slots of a {@link ChunkTemplate}. A value becomes a slot only if nothing else in the chunk was created from
 * its bytes, and no reader's decision depends on it. That holds for the texts of deltas, and for whole members of the
 * delta that aren't modelled. Values beside them become slots if they have changed since the previous chunk. Not
 * thread-safe.
 */
final class SlotFinder {
    private static final String CONTENT = "content";
    private static final String MESSAGE = "message";
    private static final Set<Deviation> OF_PARTS = Set.of(Deviation.CONTENT_NOT_A_STRING);

    private final Payload payload;
    private final TokenLog log;
    private final List<TemplateSlot> slots = new ArrayList<>();

    /**
     * Creates a finder for one payload.
     *
     * @param log the objects that were created from the payload
     */
    SlotFinder(Payload payload, TokenLog log) {
        this.payload = payload;
        this.log = log;
    }

    /** Returns the slots in the order of their places; none if a template would be of no use. */
    List<TemplateSlot> find(CompletionChunk chunk, @Nullable CompletionChunk before) {
        if (chunk.choices().size() == 1) {
            findTexts(chunk);
        }
        if (!slots.isEmpty() && before != null) {
            findChanges(chunk, before);
            if (before.choices().size() == 1) {
                findChanges(chunk.choices().get(0), before.choices().get(0));
            }
        }
        Collections.sort(slots);
        return slots;
    }

    /** Finds the texts of the deltas, unless the chunk has deviations. */
    private void findTexts(CompletionChunk chunk) {
        Choice choice = chunk.choices().get(0);
        List<Delta> deltas = choice.deltas();
        JsonText content = choice.deltaExtras().get(CONTENT);
        if (content != null && chunk.deviations().equals(OF_PARTS) && ContentParts.areAll(deltas)) {
            addSlot(SlotKind.PARTS, log.outermost(content.text()), 0, CONTENT);
            return;
        }
        if (!chunk.deviations().isEmpty()) {
            return;
        }
        if (ReasoningFinder.haveTextOfStructures(deltas)) {
            return;
        }
        boolean hasReasoning = ReasoningFinder.haveText(deltas);
        for (int i = 0; i < deltas.size(); i++) {
            if (deltas.get(i) instanceof UnrecognizedDelta value) {
                if (!DeltaReader.isSearched(value.name(), hasReasoning)) {
                    addSlot(SlotKind.VALUE, log.only(value.value().text()), i, "");
                }
            } else {
                addSlot(SlotKind.TEXT, log.only(DeltaText.of(deltas.get(i))), i, "");
            }
        }
    }

    private void findChanges(CompletionChunk chunk, CompletionChunk before) {
        if (!Objects.equals(chunk.id(), before.id())) {
            addSlot(SlotKind.ID, log.only(chunk.id()), 0, "");
        }
        if (!Objects.equals(chunk.created(), before.created())) {
            addSlot(SlotKind.CREATED, log.only(chunk.created()), 0, "");
        }
        if (!chunk.usage().equals(before.usage())) {
            addSlot(SlotKind.USAGE, log.outermost(chunk.usage()), 0, "");
        }
        findChanges(SlotKind.CHUNK_EXTRA, chunk.extras(), before.extras());
    }

    private void findChanges(Choice choice, Choice before) {
        if (choice.logprobs() != null && !choice.logprobs().equals(before.logprobs())) {
            addSlot(SlotKind.LOGPROBS, log.outermost(choice.logprobs().wire().text()), 0, "");
        }
        findChanges(SlotKind.CHOICE_EXTRA, choice.extras(), before.extras());
        JsonText message = choice.extras().get(MESSAGE);
        int last = choice.deltas().size() - 1;
        if (message != null
                && !message.equals(before.extras().get(MESSAGE))
                && last >= 0
                && choice.deltas().get(last) instanceof MessageDelta whole
                && whole.deltas().stream().noneMatch(UnrecognizedDelta.class::isInstance)) {
            addSlot(SlotKind.MESSAGE, log.only(message.text()), last, MESSAGE);
        }
    }

    private void findChanges(SlotKind kind, Extras extras, Extras before) {
        for (Map.Entry<String, JsonText> member : extras.members().entrySet()) {
            JsonText last = before.get(member.getKey());
            boolean isFree = kind == SlotKind.CHUNK_EXTRA
                    ? ChunkReader.isPadding(member.getKey(), member.getValue())
                    : !ChoiceReader.isModelled(member.getKey()) && !UsageFinder.mayContain(member.getValue());
            if (isFree && last != null && !last.equals(member.getValue())) {
                addSlot(kind, log.only(member.getValue().text()), 0, member.getKey());
            }
        }
    }

    private void addSlot(SlotKind kind, int index, int delta, String member) {
        if (index >= 0) {
            int quote = kind.isString ? 1 : 0;
            int from = log.from(index) + quote;
            int to = log.to(index) - quote;
            byte first = payload.array()[from];
            boolean selfDelimiting = !kind.isString && (first == '{' || first == '[' || first == '"');
            slots.add(new TemplateSlot(
                    kind, from - payload.offset(), to - payload.offset(), selfDelimiting, delta, member));
        }
    }
}
