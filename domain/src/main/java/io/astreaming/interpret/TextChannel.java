package io.astreaming.interpret;

import org.jspecify.annotations.Nullable;

/**
 * One channel of a choice, such as its text. Deltas add to it; a message sums it up, and what it says beyond the deltas
 * counts, never twice. Messages may come instead of deltas, beside them or after them, as a whole, growing or (where
 * there are no deltas) in pieces. Of what was said only its length and a hash are kept, and the last message. Not
 * thread-safe.
 */
final class TextChannel {
    /** So many characters pieces may have that look like a message that comes again; beyond, it is one. */
    private static final int LONGEST_DOUBT = 100;

    private long length;
    private long hash;
    private boolean hasDeltas;
    /** Whether a message went on from all that was said before: then each does. */
    private boolean growing;
    /** Whether a message didn't, nor said it again: then each is a piece. */
    private boolean inPieces;
    /** Messages that said again what was said and may be pieces all the same; absent once there were too many. */
    private @Nullable String doubtful = "";

    /** What a message has said before any delta, and how much of it the deltas have said since. */
    private @Nullable String ahead;

    private int caughtUp;

    /** What a message has said beside or after deltas. */
    private String summary = "";

    /** What a delta says that wasn't said. */
    String add(String piece) {
        if (piece.isEmpty()) {
            return piece;
        }
        hasDeltas = true;
        String fresh = piece;
        if (ahead != null) {
            int left = ahead.length() - caughtUp;
            if (ahead.startsWith(piece, caughtUp)) {
                caughtUp += piece.length();
                return "";
            }
            fresh = piece.regionMatches(0, ahead, caughtUp, left) ? piece.substring(left) : piece;
            ahead = null;
        }
        return said(fresh);
    }

    /** What a message says that wasn't said, as long as no delta says anything; null if it takes back what was said. */
    @Nullable
    String summarize(String whole) {
        if (whole.isEmpty()) {
            return whole;
        }
        if (hasDeltas) {
            summary = whole;
            return "";
        }
        if (saysAgain(whole)) {
            boolean few = doubtful != null && doubtful.length() + whole.length() <= LONGEST_DOUBT;
            doubtful = few ? doubtful + whole : null;
            return "";
        }
        if (isBeginningOf(whole)) {
            growing |= length > 0;
            doubtful = "";
            ahead = whole;
            return said(whole.substring((int) length));
        }
        if (growing) {
            return null;
        }
        String pieces = doubtful == null ? whole : doubtful + whole;
        doubtful = "";
        inPieces = true;
        ahead = null;
        return said(pieces);
    }

    /** Whether a message may be no news: all that was said once more, or the beginning of a message alone. */
    private boolean saysAgain(String whole) {
        boolean pieces = inPieces && !growing;
        return pieces ? whole.length() == length && isBeginningOf(whole) : ahead != null && ahead.startsWith(whole);
    }

    /** What the last message says beyond the deltas, in the end; null if it contradicts them. */
    @Nullable
    String rest() {
        String last = summary;
        summary = "";
        if (last.isEmpty()) {
            return last;
        }
        return isBeginningOf(last) ? said(last.substring((int) length)) : null;
    }

    private String said(String fresh) {
        hash = hash(hash, fresh, fresh.length());
        length += fresh.length();
        return fresh;
    }

    private boolean isBeginningOf(String whole) {
        return whole.length() >= length && hash(0, whole, (int) length) == hash;
    }

    private static long hash(long before, String text, int length) {
        long hash = before;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }
}
