package io.astreaming.protocol.messages;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.ItemDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.protocol.messages.MessagesEvent.BlockStart;
import io.astreaming.protocol.messages.MessagesEvent.BlockStop;
import io.astreaming.protocol.messages.MessagesEvent.Failure;
import io.astreaming.protocol.messages.MessagesEvent.MessageDelta;
import io.astreaming.protocol.messages.MessagesEvent.MessageStart;
import io.astreaming.protocol.messages.MessagesEvent.MessageStop;
import io.astreaming.protocol.messages.MessagesEvent.Other;
import io.astreaming.protocol.messages.MessagesEvent.OtherPiece;
import io.astreaming.protocol.messages.MessagesEvent.TextPiece;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Translates the events of one streamed message into chunks. It heals what departs from the protocol, and names each
 * departure as a deviation of the chunk. A message is one choice, whose index is 0. Its stop reason is translated, and
 * the choice's extras keep the word that was sent.
 *
 * <p>Blocks are put together as the provider wants them back, so their text is kept until the message ends. Not
 * thread-safe.
 */
public final class MessagesTranslator {
    private static final String FUNCTION = "function";
    private static final Set<String> ENVELOPE = Set.of("id", "model", "role", "type");
    private static final Set<String> OF_CALLS = Set.of("type", "id", "name", "input");
    private static final String OF_STOPS = "stop_";

    private final ContentBlocks blocks;
    private final MessageUsage usage;
    private final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);
    /** What the current event adds to the choice. */
    private final List<Delta> deltas = new ArrayList<>();

    private final Consumer<ContentBlock> begin = this::begin; // not created anew for each piece
    private boolean started;
    private boolean ended;
    private @Nullable String id;
    private @Nullable String model;

    /**
     * Creates the translator of one stream.
     *
     * @param limits how much of a message is kept
     */
    public MessagesTranslator(StreamLimits limits) {
        blocks = new ContentBlocks(limits.totalText(), deviations::add);
        usage = new MessageUsage(limits.distinctExtras());
    }

    /**
     * Translates an event.
     *
     * @param event the next event of the stream
     * @param noted the deviations that were noted while the event was read
     * @param payload the payload that it was read from, for the positions of errors
     * @return the chunk; one without choices if the event says nothing
     * @throws MalformedStreamException if another message begins within this one
     * @throws LimitExceededException if there is more to keep than allowed
     */
    public Chunk translate(MessagesEvent event, Set<Deviation> noted, Payload payload) {
        deviations.clear();
        if (!noted.isEmpty()) { // an iterator would be one more object for each event
            deviations.addAll(noted);
        }
        deltas.clear();
        try {
            return event instanceof TextPiece piece ? text(piece) : rare(event, payload);
        } catch (LimitExceededException e) {
            throw new LimitExceededException(e.limit(), e.allowed(), position(payload));
        }
    }

    /** {@return whether the last event ended the message} */
    public boolean hasEnded() {
        return ended;
    }

    private Chunk rare(MessagesEvent event, Payload payload) {
        if (event instanceof MessageStart start) {
            return start(start, payload);
        } else if (event instanceof BlockStart start) {
            ContentBlock block = blocks.start(start.index(), start.block());
            if (block != null) {
                begin(block);
            }
        } else if (event instanceof OtherPiece piece) {
            piece(piece);
        } else if (event instanceof BlockStop stop) {
            ContentBlock block = blocks.find(stop.index());
            if (block != null && blocks.stop(block)) {
                finish(block);
            }
        } else if (event instanceof MessageDelta delta) {
            usage.add(delta.usage());
            return chunk(delta.delta(), delta.extras());
        } else if (event instanceof MessageStop stop) {
            ended = true;
            usage.add(stop.usage());
            usage.addMetrics(stop.extras());
            blocks.stopAll(true).forEach(this::finish);
            return chunk(Extras.NONE, stop.extras());
        } else if (event instanceof Failure failure) {
            return new ProviderError(failure.error(), null, deviations);
        } else if (event instanceof Other other) {
            return new UnrecognizedChunk(other.wire(), deviations);
        }
        return chunk(Extras.NONE, Extras.NONE);
    }

    private Chunk start(MessageStart start, Payload payload) {
        String sent = text(start.message(), "id");
        if (started) {
            deviations.add(Deviation.MESSAGE_START_REPEATED);
            if (sent != null && id != null && !sent.equals(id)) {
                throw new MalformedStreamException(
                        "another message began before this one had ended", position(payload), null);
            }
            return chunk(Extras.NONE, Extras.NONE);
        }
        started = true;
        id = sent;
        model = text(start.message(), "model");
        String role = text(start.message(), "role");
        if (role != null) {
            deltas.add(new RoleDelta(Role.of(role)));
        }
        for (int i = 0; i < start.content().size(); i++) {
            ContentBlock block = blocks.start(i, start.content().get(i));
            if (block != null) {
                begin(block);
                blocks.stop(block);
                finish(block);
            }
        }
        ended = start.whole();
        usage.add(start.usage());
        return chunk(start.message(), Extras.NONE);
    }

    private Chunk text(TextPiece piece) {
        ContentBlock block = blocks.find(piece.index(), piece.kind(), begin);
        blocks.add(block, piece.kind(), piece.text());
        switch (piece.kind()) {
            case TEXT -> deltas.add(new ContentDelta(piece.text()));
            case THINKING -> deltas.add(new ReasoningDelta(piece.text(), PieceKind.THINKING.member()));
            case INPUT -> {
                if (block.isCall()) {
                    deltas.add(arguments(block, piece.text()));
                }
            }
        }
        return chunk(Extras.NONE, Extras.NONE);
    }

    private void piece(OtherPiece piece) {
        Map<String, JsonText> members = piece.delta().members();
        switch (piece.type()) {
            case "signature_delta" -> {
                ContentBlock block = blockOf(piece, PieceKind.THINKING);
                append(block, "signature", members.get("signature"));
            }
            case "citations_delta" -> {
                ContentBlock block = blockOf(piece, PieceKind.TEXT);
                JsonText citation = members.get("citation");
                if (citation != null && !citation.isNull()) {
                    blocks.addCitation(block, citation);
                    deltas.add(new AnnotationsDelta(new JsonText("[" + citation.text() + "]")));
                }
            }
            case "compaction_delta" -> {
                ContentBlock block = blocks.find(piece.index());
                if (block != null) {
                    append(block, "content", members.get("content"));
                    append(block, "encrypted_content", members.get("encrypted_content"));
                }
            }
            default -> deltas.add(new UnrecognizedDelta(piece.type(), piece.delta()));
        }
    }

    /** Returns the block of a piece that any block may have; if there is none, one begins with it. */
    private ContentBlock blockOf(OtherPiece piece, PieceKind usual) {
        ContentBlock block = blocks.find(piece.index());
        return block == null ? blocks.find(piece.index(), usual, begin) : block;
    }

    private void append(ContentBlock block, String member, @Nullable JsonText piece) {
        String text = piece == null ? null : piece.string();
        if (text != null) {
            blocks.append(block, member, text);
        }
    }

    /** Tells that a block begins, and what it has already. */
    private void begin(ContentBlock block) {
        deltas.add(new ItemDelta(Protocol.MESSAGES, block.position, block.type, null));
        if (block.isCall()) {
            Extras extras = select(new Extras(block.members()), name -> !OF_CALLS.contains(name));
            deltas.add(new ToolCallDelta(
                    block.position, block.text("id"), FUNCTION, block.text("name"), null, extras, Extras.NONE));
        }
        String text = block.type.equals(PieceKind.TEXT.block) ? block.text(PieceKind.TEXT.member()) : null;
        if (text != null) {
            deltas.add(new ContentDelta(text));
        }
        String thinking = block.type.equals(PieceKind.THINKING.block) ? block.text(PieceKind.THINKING.member()) : null;
        if (thinking != null) {
            deltas.add(new ReasoningDelta(thinking, PieceKind.THINKING.member()));
        }
        JsonText citations = block.members().get(ContentBlock.CITATIONS);
        if (citations != null && !citations.elements().isEmpty()) {
            deltas.add(new AnnotationsDelta(citations));
        }
    }

    /** Tells what of a block hasn't been told yet, and that it is whole if it is. */
    private void finish(ContentBlock block) {
        String input = block.isCall() ? block.inputAtStart() : null;
        if (input != null) {
            deltas.add(arguments(block, input));
        }
        JsonText wire = block.wire();
        if (wire != null) {
            deltas.add(new ItemDelta(Protocol.MESSAGES, block.position, block.type, wire));
        }
    }

    private static ToolCallDelta arguments(ContentBlock call, String piece) {
        return new ToolCallDelta(call.position, null, null, null, piece, Extras.NONE, Extras.NONE);
    }

    /**
     * Returns the chunk of the current event.
     *
     * @param changes members of the message that the event sets, perhaps the stop reason among them
     * @param extras further members of the event
     */
    private CompletionChunk chunk(Extras changes, Extras extras) {
        String reason = text(changes, StopReasons.STOP_REASON);
        if (reason != null) {
            blocks.stopAll(false).forEach(this::finish);
            if (StopReasons.contradicts(reason, blocks.hasCalls())) {
                deviations.add(Deviation.STOP_REASON_MISMATCH);
            }
        }
        Extras ofChoice = select(changes, name -> name.startsWith(OF_STOPS));
        List<Delta> added = deltas.size() == 1 ? List.of(deltas.get(0)) : deltas;
        List<Choice> choices = List.of();
        if (reason != null) {
            choices = List.of(
                    new FinishedChoice(0, added, StopReasons.finishReason(reason), null, ofChoice, Extras.NONE));
        } else if (!deltas.isEmpty() || !ofChoice.isEmpty()) {
            choices = List.of(new OpenChoice(0, added, null, ofChoice, Extras.NONE));
        }
        Extras ofMessage = select(changes, name -> !name.startsWith(OF_STOPS) && !ENVELOPE.contains(name));
        return new CompletionChunk(
                id,
                Protocol.MESSAGES.word(),
                null,
                model,
                choices,
                usage.changes(),
                deviations.isEmpty() ? Set.of() : deviations, // copying the empty set would take an object
                ofMessage.isEmpty() ? select(extras, name -> true) : merged(ofMessage, extras));
    }

    private static Extras merged(Extras some, Extras more) {
        Map<String, JsonText> all = new LinkedHashMap<>(some.members());
        all.putAll(select(more, name -> true).members());
        return new Extras(all);
    }

    /** Returns some of the members, without those that are null. */
    private static Extras select(Extras members, Predicate<String> names) {
        if (members.isEmpty()) {
            return members;
        }
        Map<String, JsonText> selected = new LinkedHashMap<>();
        members.members().forEach((name, value) -> {
            if (!value.isNull() && names.test(name)) {
                selected.put(name, value);
            }
        });
        return selected.isEmpty() ? Extras.NONE : new Extras(selected);
    }

    /** Returns a member that is a string and not empty; else null. */
    private static @Nullable String text(Extras members, String name) {
        JsonText value = members.get(name);
        String text = value == null ? null : value.string();
        return text == null || text.isEmpty() ? null : text;
    }

    private static Position position(Payload payload) {
        return new Position(payload.number(), payload.position(), null);
    }
}
