package io.astreaming.replay;

import io.astreaming.replay.Reply.Placed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pieces and gates of a reply in their order: those before the head, and those of the body. Not thread-safe while
 * it is created, immutable afterwards.
 */
final class ReplyPlan {
    /** A piece of the body, or a gate. */
    sealed interface Item {}

    /** Some bytes of a frame; a piece that doesn't begin at 0 continues the previous piece. */
    record Piece(Frame frame, int from, int to) implements Item {
        static Piece whole(Frame frame) {
            return new Piece(frame, 0, frame.size());
        }

        int size() {
            return to - from;
        }
    }

    /** A gate between two pieces. */
    record Wait(Fault.Gate gate) implements Item {}

    private final List<Item> beforeHead = new ArrayList<>();
    private final List<Item> body = new ArrayList<>();
    private final Deque<Placed> faults;

    ReplyPlan(Reply reply) {
        faults = new ArrayDeque<>(reply.faults().stream()
                .sorted(Comparator.comparingInt(Placed::position))
                .toList());
        if (addFaults(beforeHead, Reply.START, null)) {
            addFrames(reply.body().frames());
        }
    }

    List<Item> beforeHead() {
        return beforeHead;
    }

    List<Item> body() {
        return body;
    }

    /** Returns the length of the body without chunk sizes, in bytes. */
    int length() {
        return body.stream()
                .mapToInt(item -> item instanceof Piece piece ? piece.size() : 0)
                .sum();
    }

    private void addFrames(List<Frame> frames) {
        int at = 0;
        Frame before = null;
        for (int i = 0; i < frames.size(); i++) {
            if (!addFaults(body, at, before)) {
                return;
            }
            Frame frame = frames.get(i);
            body.add(new Wait(new Fault.Due(i)));
            int from = 0;
            for (int to = nextFault() - at; to < frame.size(); to = nextFault() - at) {
                body.add(new Piece(frame, from, to));
                if (!addFaults(body, at + to, before)) {
                    return;
                }
                from = to;
            }
            body.add(new Piece(frame, from, frame.size()));
            at += frame.size();
            before = frame;
        }
        addFaults(body, at, before);
    }

    private int nextFault() {
        return faults.isEmpty() ? Integer.MAX_VALUE : faults.getFirst().position();
    }

    /** Adds the faults at a position, and returns whether the body continues after them. */
    private boolean addFaults(List<Item> items, int position, @Nullable Frame before) {
        while (nextFault() == position) {
            Fault fault = faults.removeFirst().fault();
            if (fault instanceof Fault.End) {
                return false;
            } else if (fault instanceof Fault.Gate gate) {
                items.add(new Wait(gate));
            } else if (fault instanceof Fault.Insertion insertion && insertion.bytes().length > 0) {
                items.add(Piece.whole(new Frame(insertion.bytes(), null)));
            } else if (fault instanceof Fault.Repetition && before != null) {
                items.add(Piece.whole(before));
            }
        }
        return true;
    }
}
