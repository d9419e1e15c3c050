package io.astreaming.event;

import io.astreaming.chunk.Deviation;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the call that a piece belongs to. Providers disagree on how they tell calls apart: by index, by id, by the name coming
 * again, by order alone. The rule here satisfies all of them:
 *
 * <ol>
 *   <li>The <em>candidate</em> is the slot of a known id (unless the piece is named and carries another index than that
 *       slot's), else the slot last addressed under the piece's index, else, for a piece without index, the slot last
 *       addressed at all. Without a candidate a slot is opened.
 *   <li>A <em>named</em> piece whose candidate has a name is a new call if its id is new and the slot has an id, or has
 *       none but arguments already. Without id, if its name differs or it has no index, and the slot has arguments or the
 *       piece (without index) isn't the first of its delta.
 *   <li>A <em>nameless</em> piece with a new id is a new call only if it brings no arguments and the slot has some.
 * </ol>
 *
 * <p>Not thread-safe.
 */
final class ToolCallSlots {
    private final int most;
    private final Budget held;
    private final Consumer<Deviation> deviations;
    private final List<ToolCallSlot> slots = new ArrayList<>();
    private final Map<String, ToolCallSlot> byId = new HashMap<>();
    private final Map<Integer, ToolCallSlot> byIndex = new HashMap<>();
    private @Nullable ToolCallSlot latest;
    private int untold;

    ToolCallSlots(int most, Budget held, Consumer<Deviation> deviations) {
        this.most = most;
        this.held = held;
        this.deviations = deviations;
    }

    /** All slots, in the order in which they were opened. */
    List<ToolCallSlot> all() {
        return slots;
    }

    /** The slot of a piece, with the piece's id and name taken in; its arguments are left to the caller. */
    ToolCallSlot address(ToolCallDelta piece, boolean firstOfDelta) {
        if (piece.index() == null) {
            deviations.accept(Deviation.TOOL_CALL_WITHOUT_INDEX);
        }
        ToolCallSlot candidate = candidate(piece);
        ToolCallSlot slot =
                candidate == null || startsAnother(piece, candidate, firstOfDelta) ? open(piece, candidate) : candidate;
        takeId(piece, slot);
        takeName(piece, slot);
        slot.type = slot.type == null ? piece.type() : slot.type;
        if (piece.index() != null) {
            byIndex.put(piece.index(), slot);
        }
        latest = slot;
        return slot;
    }

    /** Tells the named calls that were opened before a slot: calls are told in the order in which they begin. */
    void tellBefore(ToolCallSlot slot, int choice, Consumer<ChatEvent> out) {
        for (int i = untold; i < slot.position; i++) {
            if (!slots.get(i).name.isEmpty()) {
                slots.get(i).tell(choice, out);
            }
        }
        untold = Math.max(untold, slot.position);
    }

    private @Nullable ToolCallSlot candidate(ToolCallDelta piece) {
        ToolCallSlot known = piece.id() == null ? null : byId.get(piece.id());
        if (known != null && !(piece.name() != null && carriesAnotherIndex(piece, known))) {
            return known;
        }
        return piece.index() == null ? latest : byIndex.get(piece.index());
    }

    private static boolean carriesAnotherIndex(ToolCallDelta piece, ToolCallSlot slot) {
        return piece.index() != null && slot.index != null && !piece.index().equals(slot.index);
    }

    private boolean startsAnother(ToolCallDelta piece, ToolCallSlot slot, boolean firstOfDelta) {
        boolean newId = piece.id() != null && !byId.containsKey(piece.id());
        if (piece.name() == null) {
            return newId && slot.hasArguments() && !bringsArguments(piece);
        }
        if (slot.name.isEmpty()) {
            return false;
        }
        if (piece.id() != null) {
            return newId && (slot.id != null || slot.hasArguments());
        }
        boolean noIndex = piece.index() == null;
        return (noIndex || !piece.name().equals(slot.name)) && (slot.hasArguments() || (noIndex && !firstOfDelta));
    }

    private static boolean bringsArguments(ToolCallDelta piece) {
        return piece.arguments() != null && !piece.arguments().isEmpty();
    }

    private ToolCallSlot open(ToolCallDelta piece, @Nullable ToolCallSlot candidate) {
        if (slots.size() == most) {
            throw new LimitExceededException(StreamLimit.TOOL_CALLS, most, null);
        }
        if (candidate != null && piece.index() != null) {
            deviations.accept(Deviation.TOOL_CALL_INDEX_REUSED);
        }
        ToolCallSlot slot = new ToolCallSlot(slots.size(), piece.index());
        slots.add(slot);
        return slot;
    }

    private void takeId(ToolCallDelta piece, ToolCallSlot slot) {
        String id = piece.id();
        if (id == null || id.equals(slot.id)) {
            return;
        }
        if (slot.id != null) {
            deviations.accept(Deviation.TOOL_CALL_ID_CHANGED);
            return;
        }
        slot.id = id;
        byId.putIfAbsent(id, slot);
    }

    /** A name may come in pieces, but only before the arguments, and a name that comes again is the same name. */
    private void takeName(ToolCallDelta piece, ToolCallSlot slot) {
        String name = piece.name();
        if (name == null) {
            return;
        }
        if (slot.name.isEmpty()) {
            slot.name = name;
        } else if (slot.hasArguments() || name.equals(slot.name)) {
            deviations.accept(Deviation.TOOL_CALL_NAME_REPEATED);
        } else {
            slot.name = held.text(slot.name + name); // a piece costs the whole name, as it costs the time to copy it
        }
    }
}
