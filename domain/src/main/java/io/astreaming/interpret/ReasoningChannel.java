package io.astreaming.interpret;

import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.value.Deviation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The reasoning of a choice as one channel, whatever members on the wire it arrives in. Gateways send the same
 * reasoning twice under two names: piece by piece, or once more at the end as a whole. Earlier reasoning is recognized
 * by its length and a hash, so that its text isn't kept. Not thread-safe.
 */
final class ReasoningChannel {
    private static final long FACTOR = 0x5DEECE66DL;
    /** Longer pieces aren't kept for the next delta: a stream of many choices would keep one for each. */
    private static final int MAX_COMPARED = 1_000;

    private final Consumer<Deviation> deviations;
    /** The member in which all reasoning so far arrived; empty if there were several, or none. */
    private String member = "";

    private long length;
    private long hash;

    /** The first piece of the delta that is being read; empty if there was none yet. */
    private String first = "";
    /** The member of the first piece. */
    private String firstMember = "";

    /** The only piece of the previous delta; empty if there was none or several, or it wasn't new. */
    private String before = "";
    /** The member of that piece; empty as it is. */
    private String beforeMember = "";
    /**
     * Whether something was already sent twice: then the following pieces may also arrive twice, in consecutive deltas.
     */
    private boolean doubles;
    /** Whether that happened in the delta that is being read. */
    private boolean doubled;

    /** All pieces of the delta, each with the member in which it arrived first; empty as long as there is only one. */
    private Map<String, String> pieces = Map.of();

    ReasoningChannel(Consumer<Deviation> deviations) {
        this.deviations = deviations;
    }

    /** Ends a delta: its pieces are no longer needed for comparison. */
    void endDelta() {
        boolean alone = pieces.isEmpty() && !doubled && first.length() <= MAX_COMPARED;
        before = alone ? first : "";
        beforeMember = alone ? firstMember : "";
        doubled = false;
        first = "";
        firstMember = "";
        pieces = Map.of();
    }

    /** Returns the part of a piece that is new; empty if it was sent before. */
    String newText(ReasoningDelta piece) {
        if (isDoubled(piece)) {
            countDoubled();
            return "";
        }
        String text = piece.text();
        if (length > 0 && !member.isEmpty() && !member.equals(piece.field()) && beginsWithAll(text)) {
            countDoubled();
            text = text.substring((int) length);
        }
        add(piece.field(), text);
        return text;
    }

    private void countDoubled() {
        deviations.accept(Deviation.REASONING_DOUBLED);
        doubles = true;
        doubled = true;
    }

    /** Returns whether another member had the same piece, in the same delta or in the one before. */
    private boolean isDoubled(ReasoningDelta piece) {
        if (firstMember.isEmpty()) {
            first = piece.text();
            firstMember = piece.field();
            return doubles && first.equals(before) && !firstMember.equals(beforeMember);
        }
        if (pieces.isEmpty()) {
            pieces = new HashMap<>();
            pieces.put(first, firstMember);
        }
        String other = pieces.putIfAbsent(piece.text(), piece.field());
        return other != null && !other.equals(piece.field());
    }

    private boolean beginsWithAll(String text) {
        return text.length() >= length && hash(0, text, (int) length) == hash;
    }

    private void add(String from, String text) {
        if (!text.isEmpty()) {
            member = length == 0 || member.equals(from) ? from : "";
            hash = hash(hash, text, text.length());
            length += text.length();
        }
    }

    private static long hash(long before, String text, int end) {
        long hash = before;
        for (int i = 0; i < end; i++) {
            hash = hash * FACTOR + text.charAt(i) + 1;
        }
        return hash;
    }
}
