package io.astreaming.interpret;

import org.jspecify.annotations.Nullable;

/**
 * One channel of a choice, such as its text. Deltas add to it; a message has all of it, and the content that the deltas
 * didn't have counts once. Messages may arrive instead of deltas, beside them or after them: complete, growing, or
 * (if there are no deltas) in pieces. Only the length and a hash of earlier content are kept, and the last message. Not
 * thread-safe.
 */
final class TextChannel {
    /**
     * How many characters pieces may have that look like a repeated message; beyond that, they are treated as a
     * repeated message.
     */
    private static final int MAX_POSSIBLE_REPEATS = 100;

    private long length;
    private long hash;
    private boolean hasDeltas;
    /** Whether messages are cumulative: one began with all earlier content, so that each does. */
    private boolean cumulative;
    /** Whether messages are pieces: one neither began with the earlier content nor repeated it. */
    private boolean inPieces;
    /** Messages that repeated earlier content and may still be pieces; null once there were too many. */
    private @Nullable String possibleRepeats = "";

    /** The content of a message before any delta, which deltas are expected to repeat; null if there is none. */
    private @Nullable String expected;
    /** How many characters of the expected content the deltas have repeated. */
    private int expectedSeen;

    /** The content of a message beside or after deltas. */
    private String message = "";

    /** Returns the part of a delta that is new. */
    String add(String piece) {
        if (piece.isEmpty()) {
            return piece;
        }
        hasDeltas = true;
        String fresh = piece;
        if (expected != null) {
            int left = expected.length() - expectedSeen;
            if (expected.startsWith(piece, expectedSeen)) {
                expectedSeen += piece.length();
                return "";
            }
            fresh = piece.regionMatches(0, expected, expectedSeen, left) ? piece.substring(left) : piece;
            expected = null;
        }
        return append(fresh);
    }

    /**
     * Returns the part of a message that is new, as long as no delta has content; null if the message contradicts the
     * earlier content.
     */
    @Nullable
    String addMessage(String fullText) {
        if (fullText.isEmpty()) {
            return fullText;
        }
        if (hasDeltas) {
            message = fullText;
            return "";
        }
        if (repeats(fullText)) {
            boolean few =
                    possibleRepeats != null && possibleRepeats.length() + fullText.length() <= MAX_POSSIBLE_REPEATS;
            possibleRepeats = few ? possibleRepeats + fullText : null;
            return "";
        }
        if (isBeginningOf(fullText)) {
            cumulative |= length > 0;
            possibleRepeats = "";
            expected = fullText;
            return append(fullText.substring((int) length));
        }
        if (cumulative) {
            return null;
        }
        String pieces = possibleRepeats == null ? fullText : possibleRepeats + fullText;
        possibleRepeats = "";
        inPieces = true;
        expected = null;
        return append(pieces);
    }

    /**
     * Returns whether a message may have nothing new: it repeats all earlier content, or the beginning of the only
     * message.
     */
    private boolean repeats(String fullText) {
        boolean pieces = inPieces && !cumulative;
        return pieces
                ? fullText.length() == length && isBeginningOf(fullText)
                : expected != null && expected.startsWith(fullText);
    }

    /**
     * Returns the content of the last message that the deltas didn't have, at the end of the stream; null if it
     * contradicts them.
     */
    @Nullable
    String rest() {
        String last = message;
        message = "";
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

    private boolean isBeginningOf(String fullText) {
        return fullText.length() >= length && hash(0, fullText, (int) length) == hash;
    }

    private static long hash(long before, String text, int length) {
        long hash = before;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }
}
