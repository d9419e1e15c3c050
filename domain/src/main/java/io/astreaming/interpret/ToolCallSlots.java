package io.astreaming.interpret;

import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.event.ChatEvent;
import io.astreaming.value.Deviation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the call, a slot, that a piece belongs to. Providers distinguish calls in different ways: by index, by id, by a
 * new name, or only by order. First the piece's candidate is found:
 *
 * <table>
 * <caption>The candidate, by the first row that holds</caption>
 * <tr><th>the piece has</th><th>its candidate is</th></tr>
 * <tr><td>arguments, no name, a new index and no known id, while the latest call's arguments are open</td>
 *     <td>the latest call</td></tr>
 * <tr><td>the id of a call, and not both a name and another index than that call</td><td>that call</td></tr>
 * <tr><td>an index</td><td>the call that the index was last used for; none if it is new</td></tr>
 * <tr><td>no index</td><td>the latest call; none before the first</td></tr>
 * </table>
 *
 * <p>The piece begins a new call if it has no candidate, or in these cases; else it belongs to the candidate:
 *
 * <table>
 * <caption>When a piece with a candidate begins a new call</caption>
 * <tr><th>the piece has</th><th>and the candidate has</th></tr>
 * <tr><td>a new id, neither name nor arguments</td><td>closed arguments</td></tr>
 * <tr><td>a new id and a name</td><td>a name, and an id or arguments; but not if the piece has the candidate's name, no
 *     other index, and arguments while the candidate's are open</td></tr>
 * <tr><td>no id, an index, and another name than the candidate</td><td>a name and arguments</td></tr>
 * <tr><td>neither id nor index, but a name</td>
 *     <td>a name; and arguments, if the piece is the first of its delta</td></tr>
 * </table>
 *
 * <p>A slot that never gets a name is not a call: at the end, its arguments are moved to the last call before it that
 * has a name, if the arguments of that call aren't closed.
 *
 * <p>Not thread-safe.
 */
final class ToolCallSlots {
    /** The memory of a call here and in the completion, without its strings. */
    private static final int OBJECTS = 6;

    private final int maxCalls;
    private final RetentionBudget budget;
    private final Consumer<Deviation> deviations;
    private final List<ToolCallSlot> slots = new ArrayList<>();
    private final Map<String, ToolCallSlot> byId = new HashMap<>();
    private final Map<Integer, ToolCallSlot> byIndex = new HashMap<>();
    private @Nullable ToolCallSlot latest;
    private int firstPending;

    ToolCallSlots(int maxCalls, RetentionBudget budget, Consumer<Deviation> deviations) {
        this.maxCalls = maxCalls;
        this.budget = budget;
        this.deviations = deviations;
    }

    /** Returns all slots, in the order in which they were opened. */
    List<ToolCallSlot> all() {
        return slots;
    }

    /** Returns the slot of a piece, with the piece's id and name added; the caller adds the arguments. */
    ToolCallSlot slotFor(ToolCallDelta sent, boolean firstOfDelta) {
        ToolCallDelta piece = healed(sent);
        if (piece.index() == null) {
            deviations.accept(Deviation.TOOL_CALL_WITHOUT_INDEX);
        }
        boolean misindexed = isMisindexed(piece);
        if (misindexed) {
            deviations.accept(Deviation.TOOL_CALL_INDEX_CHANGED);
        }
        ToolCallSlot candidate = misindexed ? latest : candidate(piece);
        ToolCallSlot slot =
                candidate == null || startsNewCall(piece, candidate, firstOfDelta) ? open(piece, candidate) : candidate;
        addId(piece, slot);
        addName(piece.name(), slot);
        setType(piece, slot);
        if (piece.index() != null && !misindexed && byIndex.put(piece.index(), slot) == null) {
            budget.charge(1, 0);
        }
        latest = slot;
        return slot;
    }

    /** Returns the slot of a message's call, found by its id or else by its position among the calls. */
    ToolCallSlot slotOfMessage(ToolCallDelta sent, int position) {
        ToolCallDelta call = healed(sent);
        ToolCallSlot slot = call.id() == null ? null : byId.get(call.id());
        if (slot == null && position < slots.size()) {
            ToolCallSlot same = slots.get(position);
            slot = same.id == null || call.id() == null || same.matches(call.name(), call.arguments()) ? same : null;
        }
        slot = slot == null ? open(call, null) : slot;
        addId(call, slot);
        setType(call, slot);
        return slot;
    }

    /** Emits the named calls that were opened before a slot: calls are emitted in the order in which they begin. */
    void emitBefore(ToolCallSlot slot, int choice, Consumer<ChatEvent> out) {
        for (int i = firstPending; i < slot.position; i++) {
            if (slots.get(i).isNamed()) {
                slots.get(i).emit(choice, out);
            }
        }
        firstPending = Math.max(firstPending, slot.position);
    }

    private @Nullable ToolCallSlot candidate(ToolCallDelta piece) {
        String id = piece.id();
        ToolCallSlot known = id == null ? null : byId.get(id);
        if (id != null && known != null && !(piece.name() != null && carriesAnotherIndex(piece, known))) {
            ToolCallSlot placed = piece.index() == null ? null : byIndex.get(piece.index());
            return placed != null && id.equals(placed.id) ? placed : known; // one id for several calls
        }
        return piece.index() == null ? latest : byIndex.get(piece.index());
    }

    /**
     * Returns whether a piece belongs to the previous call in spite of another index or id: it has no name, and the
     * arguments of that call are still open.
     */
    private boolean isMisindexed(ToolCallDelta piece) {
        return piece.name() == null
                && hasArguments(piece)
                && piece.index() != null
                && !byIndex.containsKey(piece.index())
                && !byId.containsKey(piece.id())
                && latest != null
                && latest.isOpen();
    }

    private static boolean carriesAnotherIndex(ToolCallDelta piece, ToolCallSlot slot) {
        return piece.index() != null && slot.index != null && !piece.index().equals(slot.index);
    }

    private boolean startsNewCall(ToolCallDelta piece, ToolCallSlot slot, boolean firstOfDelta) {
        boolean newId = piece.id() != null && !byId.containsKey(piece.id());
        if (piece.name() == null) {
            return newId && !hasArguments(piece) && slot.isClosed();
        }
        if (!slot.isNamed()) {
            return false;
        }
        if (piece.id() != null) {
            return newId && (slot.id != null || slot.hasArguments()) && !continues(piece, slot);
        }
        boolean noIndex = piece.index() == null;
        return (noIndex || !piece.name().equals(slot.name)) && (slot.hasArguments() || (noIndex && !firstOfDelta));
    }

    /**
     * Returns whether a named piece with another id still continues a call: the call's name is repeated within its
     * arguments.
     */
    private static boolean continues(ToolCallDelta piece, ToolCallSlot slot) {
        return slot.name.equals(piece.name())
                && slot.isOpen()
                && hasArguments(piece)
                && !carriesAnotherIndex(piece, slot);
    }

    private static boolean hasArguments(ToolCallDelta piece) {
        return piece.arguments() != null && !piece.arguments().isEmpty();
    }

    private ToolCallSlot open(ToolCallDelta piece, @Nullable ToolCallSlot candidate) {
        if (slots.size() == maxCalls) {
            throw new LimitExceededException(StreamLimit.TOOL_CALLS, maxCalls, null);
        }
        if (candidate != null && piece.index() != null) {
            deviations.accept(Deviation.TOOL_CALL_INDEX_REUSED);
        }
        budget.charge(OBJECTS, 0);
        ToolCallSlot slot = new ToolCallSlot(slots.size(), piece.index(), budget);
        slots.add(slot);
        return slot;
    }

    private void setType(ToolCallDelta piece, ToolCallSlot slot) {
        if (slot.type == null) {
            slot.type = piece.type();
            budget.charge(slot.type);
        }
    }

    private void addId(ToolCallDelta piece, ToolCallSlot slot) {
        String id = piece.id();
        if (id == null || id.equals(slot.id)) {
            return;
        }
        if (slot.id != null) {
            deviations.accept(Deviation.TOOL_CALL_ID_CHANGED);
            return;
        }
        slot.id = id;
        budget.charge(id);
        byId.putIfAbsent(id, slot);
    }

    /**
     * A name may arrive in pieces or grow, but only before the arguments, and a repeated name is the same name.
     */
    void addName(@Nullable String name, ToolCallSlot slot) {
        if (name == null) {
            return;
        }
        if (!slot.isNamed()) {
            slot.name = name;
            budget.charge(name);
        } else if (slot.hasArguments() || name.equals(slot.name)) {
            deviations.accept(Deviation.TOOL_CALL_NAME_REPEATED);
        } else if (name.startsWith(slot.name)) {
            deviations.accept(Deviation.TOOL_CALL_NAME_REPEATED);
            slot.name = budget.chargeText(name);
        } else {
            slot.name = budget.chargeText(slot.name + name); // each piece costs the whole name, since it is copied
        }
    }

    /**
     * Moves arguments that arrived under a new id or index, but never with a name, to the call to which they belong.
     */
    void returnPieces(int choice, Consumer<ChatEvent> out) {
        ToolCallSlot named = null;
        for (ToolCallSlot slot : List.copyOf(slots)) {
            if (slot.isNamed()) {
                named = slot;
            } else if (named != null && !slot.isEmpty() && !named.isClosed()) {
                deviations.accept(Deviation.TOOL_CALL_INDEX_CHANGED);
                named.mergePieces(slot, choice, out);
                slots.remove(slot); // it isn't a call of its own
            }
        }
    }

    /** Returns the piece with a blank id as null, and with an index that was sent as a string. */
    private static ToolCallDelta healed(ToolCallDelta piece) {
        String id = piece.id() == null || piece.id().isBlank() ? null : piece.id();
        String name = piece.name() == null || piece.name().isBlank() ? null : piece.name();
        Integer index = piece.index() == null ? StringIndex.of(piece.extras()) : piece.index();
        if (Objects.equals(id, piece.id())
                && Objects.equals(name, piece.name())
                && Objects.equals(index, piece.index())) {
            return piece;
        }
        return new ToolCallDelta(
                index, id, piece.type(), name, piece.arguments(), piece.extras(), piece.functionExtras());
    }
}
