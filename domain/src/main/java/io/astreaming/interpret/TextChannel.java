package io.astreaming.interpret;

import org.jspecify.annotations.Nullable;

/**
 * One channel of a choice, such as its text. Deltas add to it; a message summarizes it, and the content that the deltas
 * didn't have counts once. Messages may arrive instead of deltas, beside them or after them: as a whole, growing, or
 * (if there are no deltas) in pieces. Only the length and a hash of earlier content are kept, and the last message. Not
 * thread-safe.
 */
final class TextChannel {
    /**
     * How many characters pieces may have that look like a repeated message; beyond that, it is treated as a repeated
     * message.
     */
    private static final int MAX_DOUBTFUL = 100;

    private long length;
    private long hash;
    private boolean hasDeltas;
    /** Whether a message began with all earlier content: then each does. */
    private boolean growing;
    /** Whether a message neither began with the earlier content nor repeated it: then each is a piece. */
    private boolean inPieces;
    /** Messages that repeated earlier content and may still be pieces; null once there were too many. */
    private @Nullable String doubtful = "";

    /** The content of a message before any delta, and how much of it the deltas have repeated since. */
    private @Nullable String ahead;

    private int caughtUp;

    /** The content of a message beside or after deltas. */
    private String summary = "";

    /** Returns the part of a delta that is new. */
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
        return append(fresh);
    }

    /**
     * Returns the part of a message that is new, as long as no delta has content; null if the message contradicts the
     * earlier content.
     */
    @Nullable
    String summarize(String whole) {
        if (whole.isEmpty()) {
            return whole;
        }
        if (hasDeltas) {
            summary = whole;
            return "";
        }
        if (repeats(whole)) {
            boolean few = doubtful != null && doubtful.length() + whole.length() <= MAX_DOUBTFUL;
            doubtful = few ? doubtful + whole : null;
            return "";
        }
        if (isBeginningOf(whole)) {
            growing |= length > 0;
            doubtful = "";
            ahead = whole;
            return append(whole.substring((int) length));
        }
        if (growing) {
            return null;
        }
        String pieces = doubtful == null ? whole : doubtful + whole;
        doubtful = "";
        inPieces = true;
        ahead = null;
        return append(pieces);
    }

    /**
     * Returns whether a message may have nothing new: it repeats all earlier content, or the beginning of the only
     * message.
     */
    private boolean repeats(String whole) {
        boolean pieces = inPieces && !growing;
        return pieces ? whole.length() == length && isBeginningOf(whole) : ahead != null && ahead.startsWith(whole);
    }

    /**
     * Returns the content of the last message that the deltas didn't have, at the end of the stream; null if it
     * contradicts them.
     */
    @Nullable
    String rest() {
        String last = summary;
        summary = "";
        if (last.isEmpty()) {
            return last;
        }
        return isBeginningOf(last) ? append(last.substring((int) length)) : null;
    }

    private String append(String fresh) {
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
