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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payload that was read, and the chunk that came of it, with holes: the values that change from chunk to chunk. A
 * payload that is the same around the holes is the same chunk with other values. Which values those are, says
 * {@link SlotFinder}. Not thread-safe.
 */
final class ChunkTemplate {
    private static final int LONGEST = 4 << 10;

    private final byte[] bytes;
    private final CompletionChunk chunk;
    private final TemplateSlot[] holes;
    /** Whether reasoning is said in plain words, beside structures whose text would count otherwise. */
    private final boolean thoughtsAreSaid;

    private ChunkTemplate(byte[] bytes, CompletionChunk chunk, List<TemplateSlot> holes) {
        this.bytes = bytes;
        this.chunk = chunk;
        this.holes = holes.toArray(new TemplateSlot[0]);
        this.thoughtsAreSaid =
                ReasoningFinder.areSaidBesideStructures(chunk.choices().get(0).deltas());
    }

    /**
     * The template that a payload makes; null where it would be no use.
     *
     * @param before the chunk before: what is still the same is no hole
     */
    static @Nullable ChunkTemplate of(
            Payload payload, CompletionChunk chunk, @Nullable CompletionChunk before, TokenLog taken) {
        if (payload.length() > LONGEST) {
            return null;
        }
        List<TemplateSlot> holes = new SlotFinder(payload, taken).find(chunk, before);
        if (holes.isEmpty()) {
            return null;
        }
        byte[] bytes = Arrays.copyOfRange(payload.array(), payload.offset(), payload.offset() + payload.length());
        return new ChunkTemplate(bytes, chunk, holes);
    }

    /**
     * The chunk that a payload is; null if it isn't certainly one like this.
     *
     * @param workspace to read values with
     */
    @Nullable
    CompletionChunk read(Payload payload, Workspace workspace) {
        byte[] array = payload.array();
        int at = payload.offset();
        int end = at + payload.length();
        int same = 0;
        for (TemplateSlot hole : holes) {
            int length = hole.from - same;
            if (end - at < length || !Arrays.equals(bytes, same, hole.from, array, at, at + length)) {
                return null;
            }
            at += length;
            same = hole.to;
            int size = hole.to - hole.from;
            hole.unchanged =
                    hole.closes && end - at >= size && Arrays.equals(bytes, hole.from, hole.to, array, at, at + size);
            at = hole.unchanged ? at + size : hole.read(array, at, end, workspace);
            if (at < 0) {
                return null;
            }
        }
        return Arrays.equals(bytes, same, bytes.length, array, at, end) ? filled() : null;
    }

    private @Nullable CompletionChunk filled() {
        String id = chunk.id();
        Long created = chunk.created();
        Usage usage = chunk.usage();
        Extras extras = chunk.extras();
        Choice choice = chunk.choices().get(0);
        List<Delta> deltas = choice.deltas();
        Logprobs logprobs = choice.logprobs();
        Extras choiceExtras = choice.extras();
        Extras deltaExtras = choice.deltaExtras();
        for (TemplateSlot hole : holes) {
            if (hole.unchanged) {
                continue;
            }
            switch (hole.kind) {
                case PIECE, VALUE ->
                    deltas = with(deltas, hole.delta, DeltaText.with(deltas.get(hole.delta), hole.text()));
                case ID -> id = hole.text();
                case CREATED -> created = hole.number();
                case PADDING -> extras = extras.with(hole.member, hole.json());
                case MEMBER -> choiceExtras = choiceExtras.with(hole.member, hole.json());
                case MESSAGE -> {
                    deltas = with(deltas, hole.delta, new MessageDelta(hole.parts()));
                    choiceExtras = choiceExtras.with(hole.member, hole.json());
                }
                case PARTS -> {
                    deltas = hole.parts();
                    deltaExtras = deltaExtras.with(hole.member, hole.json());
                }
                case LOGPROBS -> logprobs = hole.logprobs();
                case USAGE -> usage = hole.usage();
            }
        }
        if (thoughtsAreSaid && !ReasoningFinder.areSaid(deltas)) {
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
