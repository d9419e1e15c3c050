package io.astreaming.protocol.responses;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Logprobs;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates the events of one answer of the Responses API to chunks, and heals them where they depart from the
 * protocol. Pieces count: what a summary says beyond them is added, never the other way round. An event becomes one
 * chunk, which may hold several deltas.
 *
 * <p>What it remembers of an answer doesn't grow with its text. Not thread-safe.
 */
public final class ResponsesTranslator {
    /** Stands for an event without {@code sequence_number}. */
    public static final long NO_SEQUENCE = -1;

    private static final int MOST_PARTS_OF_AN_ITEM = 256;
    private static final int MOST_PARTS = 10_000;
    private static final int LONGEST_HELD = 64 << 10;
    private static final String NO_ARGUMENTS = "{}";
    private static final ErrorDetail UNKNOWN_ERROR =
            new ErrorDetail("the response failed", null, null, null, JsonText.NULL);

    private final OpenItems items = new OpenItems(this::note);
    private final ReasoningPieces reasoning = new ReasoningPieces();
    /** The deltas of the event that is being translated. */
    private final List<Delta> deltas = new ArrayList<>();

    private Set<Deviation> noted = Set.of();
    private int parts;
    private long sequence = NO_SEQUENCE;
    private boolean ended;
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable Long created;

    /** Creates the translator of one answer. */
    public ResponsesTranslator() {}

    /** {@return whether the last event ended the answer} */
    public boolean hasEnded() {
        return ended;
    }

    /** {@return the number of the last event as a member, if it has any: a response can be resumed after it} */
    public Extras streamExtras() {
        return sequence == NO_SEQUENCE
                ? Extras.NONE
                : new Extras(Map.of("sequence_number", new JsonText(Long.toString(sequence))));
    }

    /**
     * Translates an event.
     *
     * @param event the next event of the answer
     * @param number its {@code sequence_number}, or {@link #NO_SEQUENCE}
     * @param found the deviations that were found while its payload was read
     * @return the chunk
     */
    public Chunk translate(ResponsesEvent event, long number, Set<Deviation> found) {
        noted = found;
        deltas.clear();
        if (number != NO_SEQUENCE) {
            if (sequence != NO_SEQUENCE && number != sequence + 1) {
                note(Deviation.SEQUENCE_GAP);
            }
            sequence = number;
        }
        if (event instanceof ResponsesEvent.Piece piece) {
            piece(piece);
            return chunk(piece.logprobs());
        } else if (event instanceof ResponsesEvent.Started started) {
            envelope(started.response());
            return chunk(
                    started.response().usage(), choices(), started.response().extras());
        } else if (event instanceof ResponsesEvent.Ended end) {
            return ended(end.response());
        } else if (event instanceof ResponsesEvent.Failed failed) {
            return failed(failed);
        } else if (event instanceof ResponsesEvent.Unknown unknown) {
            return new UnrecognizedChunk(unknown.wire(), noted);
        }
        if (event instanceof ResponsesEvent.ItemAdded added) {
            added(added.index(), added.item());
        } else if (event instanceof ResponsesEvent.ItemDone done) {
            OpenItem item = items.whole(done.index(), done.item());
            done(item == null ? open(done.index(), done.item()) : item, done.item());
        } else if (event instanceof ResponsesEvent.Summary summary) {
            summary(summary);
        } else if (event instanceof ResponsesEvent.Annotation annotation) {
            annotation(annotation);
        } else if (event instanceof ResponsesEvent.Audio audio) {
            deltas.add(audio.delta());
        }
        return chunk(null);
    }

    private void piece(ResponsesEvent.Piece piece) {
        OpenItem item = itemOf(piece.place(), piece.kind());
        if (item.done) {
            note(Deviation.PIECE_AFTER_ITEM);
        }
        OpenPart part = part(item, piece.kind(), piece.place().part());
        if (part != null) {
            part.held = null;
        }
        say(item, part, piece.kind(), piece.text());
    }

    private void summary(ResponsesEvent.Summary summary) {
        OpenItem item = itemOf(summary.place(), summary.part().kind());
        if (summary.name() != null && item.isCall() && !item.named) {
            item.named = true;
            deltas.add(call(item, null, summary.name(), null, Extras.NONE));
        }
        rest(item, summary.part());
    }

    private void annotation(ResponsesEvent.Annotation sent) {
        OpenPart part = part(
                itemOf(sent.place(), PartKind.TEXT), PartKind.TEXT, sent.place().part());
        if (part != null) {
            part.annotations++;
        }
        annotation(sent.annotation());
    }

    private void annotation(JsonText annotation) {
        deltas.add(new AnnotationsDelta(new JsonText("[" + annotation.text() + "]")));
    }

    /** Returns the item that a piece belongs to; opens it if it hasn't begun. */
    private OpenItem itemOf(PartPlace place, PartKind kind) {
        OpenItem item = items.find(place, kind);
        if (item == null) {
            note(Deviation.PIECE_WITHOUT_ITEM);
            item = open(place.index(), kind.itemType(), place.id());
            item.silent = true;
        }
        return item;
    }

    private OpenItem open(@Nullable Integer index, String type, @Nullable String itemId) {
        OpenItem item = items.open(index, type, itemId);
        deltas.add(new ItemDelta(Protocol.RESPONSES, item.position, type, null));
        if (type.equals(ResponsesItem.MESSAGE)) {
            deltas.add(new RoleDelta(Role.ASSISTANT));
        } else if (item.isCall()) {
            deltas.add(call(item, null, null, null, Extras.NONE));
        }
        return item;
    }

    private OpenItem open(@Nullable Integer index, ResponsesItem sent) {
        OpenItem item = open(index, sent.type(), sent.id());
        identify(item, sent);
        return item;
    }

    private void identify(OpenItem item, ResponsesItem sent) {
        boolean news = item.callId == null && sent.callId() != null;
        items.identify(item, sent);
        boolean name = !item.named && sent.name() != null && !sent.name().isBlank();
        if (item.isCall() && (news || name || !sent.extras().isEmpty())) {
            item.named |= name;
            deltas.add(call(item, sent.callId(), name ? sent.name() : null, null, sent.extras()));
        }
    }

    private void added(@Nullable Integer index, ResponsesItem sent) {
        OpenItem item = items.begun(index, sent);
        if (item == null) {
            item = open(index, sent);
        } else {
            identify(item, sent);
            item.silent = false;
        }
        for (ItemPart begun : sent.parts()) {
            if (!begun.kind().isOfCall() || begun.text().length() > LONGEST_HELD) {
                rest(item, begun);
            } else {
                OpenPart part = part(item, begun.kind(), begun.part());
                if (part != null && part.isEmpty()) {
                    part.held = begun.text();
                }
            }
        }
    }

    private void done(OpenItem item, ResponsesItem sent) {
        if (item.done) {
            return; // told before
        }
        identify(item, sent);
        sent.parts().forEach(part -> rest(item, part));
        release(item);
        item.done = true;
        deltas.add(new ItemDelta(Protocol.RESPONSES, item.position, item.type, sent.wire()));
    }

    /** Tells arguments that came when the item began, if no piece followed. */
    private void release(OpenItem item) {
        for (OpenPart part : item.parts()) {
            String held = part.held;
            part.held = null;
            if (held != null && part.isEmpty()) {
                say(item, part, part.kind, held);
            }
        }
    }

    /** Tells what a summary of a part says beyond its pieces. */
    private void rest(OpenItem item, ItemPart whole) {
        boolean toldOtherwise = (whole.kind() == PartKind.SUMMARY && item.reasoned)
                || (whole.kind() == PartKind.REASONING && item.summarized);
        OpenPart part = toldOtherwise ? null : part(item, whole.kind(), whole.part());
        if (part == null) {
            return;
        }
        String beyond = part.beyond(whole.text());
        if (beyond == null) {
            note(Deviation.SUMMARY_DIFFERS);
        } else if (!beyond.isEmpty()) {
            boolean placeholder = part.held != null && NO_ARGUMENTS.equals(beyond);
            if (!placeholder) {
                note(Deviation.TEXT_ONLY_IN_SUMMARY);
            }
            part.held = null;
            say(item, part, whole.kind(), beyond);
        }
        for (int i = part.annotations; i < whole.annotations().size(); i++) {
            part.annotations++;
            annotation(whole.annotations().get(i));
        }
    }

    private @Nullable OpenPart part(OpenItem item, PartKind kind, int number) {
        OpenPart part = item.part(kind, number);
        if (part == null && parts < MOST_PARTS && item.parts().size() < MOST_PARTS_OF_AN_ITEM) {
            parts++;
            part = item.begin(kind, number);
        }
        return part;
    }

    private void say(OpenItem item, @Nullable OpenPart part, PartKind kind, String text) {
        if (text.isEmpty()) {
            return;
        }
        boolean first = part != null && part.isEmpty();
        if (part != null) {
            part.add(text);
        }
        if (kind.isOfCall()) {
            deltas.add(call(item, null, null, text, Extras.NONE));
        } else {
            Delta delta = reasoning.delta(item, kind, text, first);
            if (delta != null) {
                deltas.add(delta);
            }
        }
    }

    private static ToolCallDelta call(
            OpenItem item, @Nullable String callId, @Nullable String name, @Nullable String text, Extras extras) {
        boolean custom = item.type.equals(ResponsesItem.CUSTOM_TOOL_CALL);
        return new ToolCallDelta(item.call, callId, custom ? "custom" : "function", name, text, extras, Extras.NONE);
    }

    /** Ends the answer: tells what the terminal event alone says, and why the answer ended. */
    private Chunk ended(ResponsesAnswer response) {
        envelope(response);
        if ("queued".equals(response.status())) {
            return chunk(null); // a response in one piece that has yet to be computed
        }
        output(response);
        if ("failed".equals(response.status()) || "cancelled".equals(response.status())) {
            return failure(response.error(), response);
        }
        ended = true;
        Choice finished =
                new FinishedChoice(0, taken(), finishReason(response), null, response.statusExtras(), Extras.NONE);
        return chunk(response.usage(), List.of(finished), response.extras());
    }

    private void output(ResponsesAnswer response) {
        OpenItems.Output output = items.new Output();
        for (ResponsesItem sent : response.items()) {
            OpenItem item = output.find(sent);
            if (item == null) {
                item = open(null, sent);
                item.matched = true;
            }
            if (item.done) {
                OpenItem told = item;
                sent.parts().forEach(part -> rest(told, part));
            } else {
                done(item, sent);
            }
        }
        items.all().forEach(this::release);
    }

    private FinishReason finishReason(ResponsesAnswer response) {
        String status = response.status() == null ? "completed" : response.status();
        if (response.incompleteReason() != null || status.equals("incomplete")) {
            String why = response.incompleteReason() == null ? status : response.incompleteReason();
            return switch (why) {
                case "max_output_tokens", "incomplete" -> FinishReason.LENGTH;
                default -> FinishReason.of(why);
            };
        }
        return items.haveCalls() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    private Chunk failed(ResponsesEvent.Failed failed) {
        ResponsesAnswer response = failed.response();
        if (response != null) {
            envelope(response);
            output(response);
        }
        return failure(failed.error(), response);
    }

    private Chunk failure(@Nullable ErrorDetail error, @Nullable ResponsesAnswer response) {
        CompletionChunk alongside = response == null ? null : chunk(response.usage(), choices(), response.extras());
        return new ProviderError(error == null ? UNKNOWN_ERROR : error, alongside, noted);
    }

    private void envelope(ResponsesAnswer response) {
        id = response.id() == null ? id : response.id();
        model = response.model() == null ? model : response.model();
        created = response.created() == null ? created : response.created();
    }

    private List<Choice> choices() {
        return deltas.isEmpty() ? List.of() : List.of(new OpenChoice(0, taken(), null, Extras.NONE, Extras.NONE));
    }

    private List<Delta> taken() {
        return deltas.size() == 1 ? List.of(deltas.get(0)) : List.copyOf(deltas);
    }

    private CompletionChunk chunk(@Nullable Logprobs logprobs) {
        List<Choice> choices = deltas.isEmpty() && logprobs == null
                ? List.of()
                : List.of(new OpenChoice(0, taken(), logprobs, Extras.NONE, Extras.NONE));
        return chunk(UsageNotReported.INSTANCE, choices, Extras.NONE);
    }

    private CompletionChunk chunk(Usage usage, List<Choice> choices, Extras extras) {
        return new CompletionChunk(id, Protocol.RESPONSES.word(), created, model, choices, usage, noted, extras);
    }

    private void note(Deviation deviation) {
        if (noted.isEmpty()) {
            noted = EnumSet.of(deviation);
        } else if (!noted.contains(deviation)) {
            Set<Deviation> more = EnumSet.copyOf(noted);
            more.add(deviation);
            noted = more;
        }
    }
}
