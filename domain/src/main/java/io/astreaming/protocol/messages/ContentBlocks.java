package io.astreaming.protocol.messages;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one message, each found by its index, where the provider sends indexes that are of use. A block's
 * position is its index; if it has none, or one that another block has, it is the next free number. Not thread-safe.
 */
final class ContentBlocks {
    /** Larger indexes are treated as missing: no message has as many blocks. */
    private static final int MAX_INDEX = 1 << 20;

    /** What an object costs in addition to its characters, counted as characters. */
    private static final int OBJECT = 48;

    private final long maxText;
    private final Consumer<Deviation> deviations;
    private final Map<Integer, ContentBlock> byIndex = new HashMap<>();
    private final Map<Integer, ContentBlock> byPosition = new HashMap<>();
    /** The blocks that haven't stopped, or have changed since. */
    private final Set<ContentBlock> open = new LinkedHashSet<>();

    private @Nullable ContentBlock latest;
    private int nextPosition;
    private boolean hasCalls;
    private long text;

    ContentBlocks(long maxText, Consumer<Deviation> deviations) {
        this.maxText = maxText;
        this.deviations = deviations;
    }

    /** Returns whether one of the blocks is a call that the client has to run. */
    boolean hasCalls() {
        return hasCalls;
    }

    /** Opens a block; null if it is the one that has just begun under this index. */
    @Nullable
    ContentBlock start(@Nullable Integer sent, JsonText start) {
        Integer index = usable(sent);
        ContentBlock same = index == null ? null : byIndex.get(index);
        if (index == null) {
            deviations.accept(Deviation.ITEM_WITHOUT_INDEX);
        } else if (same != null) {
            deviations.accept(Deviation.ITEM_INDEX_REUSED);
            String id = same.text("id");
            if (id != null && !same.isStopped() && start.members().equals(same.members())) {
                return null;
            }
        }
        return open(index, start);
    }

    private ContentBlock open(@Nullable Integer index, JsonText start) {
        int position = index != null && !byPosition.containsKey(index) ? index : nextPosition;
        ContentBlock block = new ContentBlock(position, start);
        retain(2L * start.text().length() + (long) OBJECT * block.members().size());
        nextPosition = Math.max(nextPosition, position + 1);
        byPosition.put(position, block);
        byIndex.put(index == null ? position : index, block);
        open.add(block);
        hasCalls |= block.isCall();
        latest = block;
        return block;
    }

    /**
     * Returns the block that a piece of text belongs to: the one with its index or, without an index, the latest. If
     * that one can't have such a piece, the latest gets it as long as it is open; else a block begins with it.
     *
     * @param begun receives a block that begins
     */
    ContentBlock find(@Nullable Integer index, PieceKind kind, Consumer<ContentBlock> begun) {
        ContentBlock block = find(index);
        boolean latestIsOpen = latest != null && !latest.isStopped() && kind.fits(latest.type);
        if (block != null && kind.fits(block.type) && !(latestIsOpen && kind == PieceKind.INPUT && block.isWhole())) {
            return block;
        }
        deviations.accept(Deviation.PIECE_WITHOUT_ITEM);
        if (latest != null && latestIsOpen) {
            return latest;
        }
        ContentBlock fresh = open(usable(index), new JsonText("{\"type\":\"" + kind.block + "\"}"));
        begun.accept(fresh);
        return fresh;
    }

    /** Returns the block with an index or, without an index, the latest; null if there is none. */
    @Nullable
    ContentBlock find(@Nullable Integer sent) {
        Integer index = usable(sent);
        if (index == null) {
            deviations.accept(Deviation.ITEM_WITHOUT_INDEX);
            return latest;
        }
        return byIndex.get(index);
    }

    /** Adds a piece of text to a block. */
    void add(ContentBlock block, PieceKind kind, String piece) {
        append(block, kind == PieceKind.INPUT ? ContentBlock.INPUT : kind.member(), piece);
    }

    /** Appends a piece to a member of a block that is a string. */
    void append(ContentBlock block, String member, String piece) {
        keep(block, piece.length());
        block.append(member, piece);
    }

    /** Adds a citation to a block. */
    void addCitation(ContentBlock block, JsonText citation) {
        keep(block, OBJECT + citation.text().length());
        block.addCitation(citation);
    }

    private void keep(ContentBlock block, int characters) {
        retain(characters);
        if (block.isStopped()) {
            deviations.accept(Deviation.PIECE_AFTER_ITEM);
            if (characters > 0) {
                open.add(block);
            }
        }
    }

    private void retain(long characters) {
        text += characters;
        if (text > maxText) {
            throw new LimitExceededException(StreamLimit.TOTAL_TEXT, maxText, null);
        }
    }

    /** Stops a block; returns false if it has already stopped. */
    boolean stop(ContentBlock block) {
        if (block.isStopped()) {
            return false;
        }
        block.stop();
        open.remove(block);
        return true;
    }

    /**
     * Stops the blocks whose stop never arrived and, at the end of the message, those that have changed since.
     *
     * @param atEnd whether the message ends
     * @return the blocks, in the order of their positions
     */
    List<ContentBlock> stopAll(boolean atEnd) {
        if (open.isEmpty()) {
            return List.of();
        }
        List<ContentBlock> stopping = new ArrayList<>();
        for (ContentBlock block : List.copyOf(open)) {
            if (!block.isStopped()) {
                deviations.accept(Deviation.ITEM_WITHOUT_END);
            }
            if (atEnd || !block.isStopped()) {
                stopping.add(block);
                block.stop();
                open.remove(block);
            }
        }
        stopping.sort(Comparator.comparingInt(block -> block.position));
        return stopping;
    }

    private static @Nullable Integer usable(@Nullable Integer index) {
        return index == null || index < 0 || index >= MAX_INDEX ? null : index;
    }
}
