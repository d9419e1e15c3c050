package io.astreaming.event;

import io.astreaming.chunk.JsonText;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How much may still be kept of one stream. */
final class Budget {
    private final long mostText;
    private final int mostExtras;
    private Set<String> ofCalls = Set.of();
    private long text;
    private int distinct;

    Budget(long mostText, int mostExtras) {
        this.mostText = mostText;
        this.mostExtras = mostExtras;
    }

    String text(String piece) {
        text += piece.length();
        if (text > mostText) {
            throw new LimitExceededException(StreamLimit.TOTAL_TEXT, mostText, null);
        }
        return piece;
    }

    /** Counts text that is kept in the place of other text. */
    void replace(long before, long now) {
        text += now - before;
        text("");
    }

    /** Counts a member that a tool call keeps. */
    void ofCall(String name, JsonText value) {
        if (ofCalls.isEmpty()) {
            ofCalls = new HashSet<>();
        }
        if (ofCalls.add(name)) {
            distinct();
        }
        text(value.text());
    }

    void distinct() {
        if (++distinct > mostExtras) {
            throw new LimitExceededException(StreamLimit.DISTINCT_EXTRAS, mostExtras, null);
        }
    }

    /** Keeps the last value of a member. */
    void keep(Map<String, JsonText> members, String name, JsonText value) {
        JsonText before = members.put(name, value);
        if (before == null) {
            distinct();
        } else {
            text -= before.text().length();
        }
        text(value.text());
    }
}
