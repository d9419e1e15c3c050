package io.astreaming.protocol.responses;

import io.astreaming.value.Deviation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of one answer, and which of them an event belongs to. A known id decides first, then the index: gateways
 * change ids with every event, leave out one or the other, or use one index for all items. Not thread-safe.
 */
final class OpenItems {
    private static final int HIGHEST_INDEX = 1_000_000;
    private static final Set<String> CALLS = Set.of(ResponsesItem.FUNCTION_CALL, ResponsesItem.CUSTOM_TOOL_CALL);
    private static final Set<String> IN_PIECES = Set.of(
            ResponsesItem.MESSAGE,
            ResponsesItem.REASONING,
            ResponsesItem.FUNCTION_CALL,
            ResponsesItem.CUSTOM_TOOL_CALL);

    private final Consumer<Deviation> deviations;
    private final List<OpenItem> all = new ArrayList<>();
    private final Map<String, OpenItem> byId = new HashMap<>();
    /** The item that an id was looked up for last: most events are pieces of one item. */
    private @Nullable OpenItem lastKnown;

    private final Map<String, OpenItem> byCallId = new HashMap<>();
    private final Map<Integer, OpenItem> byIndex = new HashMap<>();
    private final Map<String, OpenItem> latestOfType = new HashMap<>();
    private int nextPosition;
    private int calls;

    OpenItems(Consumer<Deviation> deviations) {
        this.deviations = deviations;
    }

    boolean haveCalls() {
        return calls > 0;
    }

    List<OpenItem> all() {
        return all;
    }

    /** Returns the item that a piece or a summary belongs to; null if it hasn't begun. */
    @Nullable
    OpenItem find(PartPlace place, PartKind kind) {
        OpenItem known = place.id() == null ? null : known(place.id());
        if (known != null && known.type.equals(kind.itemType())) {
            return known;
        }
        OpenItem item = place.index() == null ? null : byIndex.get(place.index());
        if (item == null || !item.type.equals(kind.itemType())) {
            OpenItem latest = latestOfType.get(kind.itemType());
            boolean fits = latest != null && (place.index() == null || (item != null && !latest.done));
            item = fits ? latest : null;
        }
        if (item == null || (item.done && kind.isOfCall() && item.hasOtherId(place.id()))) {
            return null;
        }
        if (item.hasOtherId(place.id())) {
            deviations.accept(Deviation.ITEM_ID_CHANGED);
        }
        return item;
    }

    private @Nullable OpenItem known(String id) {
        if (lastKnown == null || !id.equals(lastKnown.id)) {
            lastKnown = byId.get(id);
        }
        return lastKnown;
    }

    /** Returns the item that an {@code added} event begins again, or that a piece opened before it; null if it is new. */
    @Nullable
    OpenItem begun(@Nullable Integer index, ResponsesItem sent) {
        OpenItem known = byId(sent);
        if (known != null && !known.done) {
            return known;
        }
        OpenItem placed = index == null ? latestOfType.get(sent.type()) : byIndex.get(index);
        return placed != null && placed.silent && !placed.done && placed.type.equals(sent.type()) ? placed : null;
    }

    /** Returns the item that a whole one was; null if it hasn't begun. */
    @Nullable
    OpenItem whole(@Nullable Integer index, ResponsesItem sent) {
        OpenItem known = byId(sent);
        if (known != null) {
            return known;
        }
        OpenItem placed = index == null ? null : byIndex.get(index);
        if (placed != null && isOpen(placed, sent)) {
            if (placed.hasOtherId(sent.id())) {
                deviations.accept(Deviation.ITEM_ID_CHANGED);
            }
            return placed;
        }
        OpenItem called = sent.callId() == null ? null : byCallId.get(sent.callId());
        if (called != null && called.type.equals(sent.type())) {
            return called;
        }
        OpenItem latest = index == null || placed != null ? latestOfType.get(sent.type()) : null;
        return latest != null && isOpen(latest, sent) ? latest : null;
    }

    private @Nullable OpenItem byId(ResponsesItem sent) {
        OpenItem known = sent.id() == null ? null : byId.get(sent.id());
        return known != null && known.type.equals(sent.type()) ? known : null;
    }

    private static boolean isOpen(OpenItem item, ResponsesItem sent) {
        boolean sameCall = item.callId == null || sent.callId() == null || item.callId.equals(sent.callId());
        return !item.done && sameCall && item.type.equals(sent.type());
    }

    /** Opens an item. */
    OpenItem open(@Nullable Integer index, String type, @Nullable String id) {
        int position = index == null || index > HIGHEST_INDEX ? nextPosition : Math.max(index, nextPosition);
        nextPosition = position + 1;
        OpenItem item = new OpenItem(position, type, id, CALLS.contains(type) ? calls++ : -1);
        all.add(item);
        if (item.id != null) {
            byId.put(item.id, item);
            lastKnown = null;
        }
        if (index != null && byIndex.put(index, item) != null) {
            deviations.accept(Deviation.ITEM_INDEX_REUSED);
        }
        if (IN_PIECES.contains(type)) {
            latestOfType.put(type, item);
        }
        return item;
    }

    /** Adds the ids of an item that became known later. */
    void identify(OpenItem item, ResponsesItem sent) {
        String id = OpenItem.bounded(sent.id());
        if (item.id == null && id != null) {
            item.id = id;
            byId.putIfAbsent(id, item);
        }
        String callId = OpenItem.bounded(sent.callId());
        if (item.callId == null && callId != null) {
            item.callId = callId;
            byCallId.putIfAbsent(callId, item);
        }
    }

    /** Finds the items of the terminal event: by their ids, else by their order among those of their type. */
    final class Output {
        private final Map<String, Deque<OpenItem>> unmatched = new HashMap<>();

        Output() {
            for (OpenItem item : all) {
                unmatched.computeIfAbsent(item.type, type -> new ArrayDeque<>()).add(item);
            }
        }

        /** Returns the item; null if it is new. */
        @Nullable
        OpenItem find(ResponsesItem sent) {
            OpenItem found = byId(sent);
            if (found == null && sent.callId() != null) {
                OpenItem called = byCallId.get(sent.callId());
                found = called != null && called.type.equals(sent.type()) ? called : null;
            }
            if (found == null || found.matched) {
                found = next(sent.type());
            }
            if (found != null) {
                found.matched = true;
            }
            return found;
        }

        private @Nullable OpenItem next(String type) {
            Deque<OpenItem> items = unmatched.get(type);
            while (items != null && !items.isEmpty()) {
                OpenItem item = items.remove();
                if (!item.matched) {
                    return item;
                }
            }
            return null;
        }
    }
}
