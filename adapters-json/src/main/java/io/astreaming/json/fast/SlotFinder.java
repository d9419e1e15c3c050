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
import io.astreaming.json.fast.TemplateSlot.Kind;
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
 * Finds the holes of a {@link ChunkTemplate}. A value is one only if nothing else in the chunk was made of its bytes
 * and no reader looks at what it says. That holds for the strings that are pieces of the answer, and for whole members
 * of the delta that aren't modelled; of values beside them those are holes that have changed since the chunk before.
 */
final class SlotFinder {
    private static final String CONTENT = "content";
    private static final String MESSAGE = "message";
    private static final Set<Deviation> OF_PARTS = Set.of(Deviation.CONTENT_NOT_A_STRING);

    private final Payload payload;
    private final TokenLog taken;
    private final List<TemplateSlot> holes = new ArrayList<>();

    /**
     * A finder for one payload.
     *
     * @param taken what was taken from where in it
     */
    SlotFinder(Payload payload, TokenLog taken) {
        this.payload = payload;
        this.taken = taken;
    }

    /** The holes in the order of their places; none if a template would be of no use. */
    List<TemplateSlot> find(CompletionChunk chunk, @Nullable CompletionChunk before) {
        if (chunk.choices().size() == 1) {
            findPieces(chunk);
        }
        if (!holes.isEmpty() && before != null) {
            findChanges(chunk, before);
            if (before.choices().size() == 1) {
                findChanges(chunk.choices().get(0), before.choices().get(0));
            }
        }
        Collections.sort(holes);
        return holes;
    }

    /** The pieces of the answer, unless something is odd about the chunk. */
    private void findPieces(CompletionChunk chunk) {
        Choice choice = chunk.choices().get(0);
        List<Delta> deltas = choice.deltas();
        JsonText content = choice.deltaExtras().get(CONTENT);
        if (content != null && chunk.deviations().equals(OF_PARTS) && ContentParts.areAll(deltas)) {
            addSlot(Kind.PARTS, taken.outermost(content.text()), 0, CONTENT);
            return;
        }
        if (!chunk.deviations().isEmpty()) {
            return;
        }
        if (ReasoningFinder.areFound(deltas)) {
            return;
        }
        boolean areSaid = ReasoningFinder.areSaid(deltas);
        for (int i = 0; i < deltas.size(); i++) {
            if (deltas.get(i) instanceof UnrecognizedDelta value) {
                if (!DeltaReader.isLookedInto(value.name(), areSaid)) {
                    addSlot(Kind.VALUE, taken.only(value.value().text()), i, "");
                }
            } else {
                addSlot(Kind.PIECE, taken.only(DeltaText.of(deltas.get(i))), i, "");
            }
        }
    }

    private void findChanges(CompletionChunk chunk, CompletionChunk before) {
        if (!Objects.equals(chunk.id(), before.id())) {
            addSlot(Kind.ID, taken.only(chunk.id()), 0, "");
        }
        if (!Objects.equals(chunk.created(), before.created())) {
            addSlot(Kind.CREATED, taken.only(chunk.created()), 0, "");
        }
        if (!chunk.usage().equals(before.usage())) {
            addSlot(Kind.USAGE, taken.outermost(chunk.usage()), 0, "");
        }
        findChanges(Kind.PADDING, chunk.extras(), before.extras());
    }

    private void findChanges(Choice choice, Choice before) {
        if (choice.logprobs() != null && !choice.logprobs().equals(before.logprobs())) {
            addSlot(Kind.LOGPROBS, taken.outermost(choice.logprobs().wire().text()), 0, "");
        }
        findChanges(Kind.MEMBER, choice.extras(), before.extras());
        JsonText message = choice.extras().get(MESSAGE);
        int last = choice.deltas().size() - 1;
        if (message != null
                && !message.equals(before.extras().get(MESSAGE))
                && last >= 0
                && choice.deltas().get(last) instanceof MessageDelta sum
                && sum.deltas().stream().noneMatch(UnrecognizedDelta.class::isInstance)) {
            addSlot(Kind.MESSAGE, taken.only(message.text()), last, MESSAGE);
        }
    }

    private void findChanges(Kind kind, Extras extras, Extras before) {
        for (Map.Entry<String, JsonText> member : extras.members().entrySet()) {
            JsonText last = before.get(member.getKey());
            boolean isFree = kind == Kind.PADDING
                    ? ChunkReader.isPadding(member.getKey(), member.getValue())
                    : !ChoiceReader.isModelled(member.getKey()) && !UsageFinder.mayHold(member.getValue());
            if (isFree && last != null && !last.equals(member.getValue())) {
                addSlot(kind, taken.only(member.getValue().text()), 0, member.getKey());
            }
        }
    }

    private void addSlot(Kind kind, int index, int delta, String member) {
        if (index >= 0) {
            int quote = kind.isString ? 1 : 0;
            int from = taken.from(index) + quote;
            int to = taken.to(index) - quote;
            byte first = payload.array()[from];
            boolean closes = !kind.isString && (first == '{' || first == '[' || first == '"');
            holes.add(new TemplateSlot(kind, from - payload.offset(), to - payload.offset(), closes, delta, member));
        }
    }
}
