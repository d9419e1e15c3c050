package io.astreaming.interpret;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much may still be kept of one stream, shared by everything that keeps a part of it. Text that is concatenated
 * counts as its characters. A separate object, such as a name, a value or a call, needs memory even if it has no
 * characters: it counts as its characters plus {@value #OBJECT}. The first {@value #FREE} of these don't count, so that
 * an ordinary stream is measured only by its text.
 *
 * <p>Not thread-safe.
 */
public final class RetentionBudget {
    /** The cost of an object in characters of two bytes: its headers and its entry in a list or a map. */
    static final int OBJECT = 48;

    /** How much objects may cost before they count. */
    static final int FREE = 16 << 10;

    private final long maxText;
    private final int maxExtras;
    private Set<String> ofCalls = Set.of();
    private long textLength;
    private long objects;
    private int distinct;

    /**
     * Creates the budget of one stream.
     *
     * @param maxText how many characters to keep in all
     * @param maxExtras how many distinct members that aren't modelled to keep in all
     */
    public RetentionBudget(long maxText, int maxExtras) {
        this.maxText = maxText;
        this.maxExtras = maxExtras;
    }

    /** Counts text that is appended to other text. */
    String chargeText(String piece) {
        textLength += piece.length();
        check();
        return piece;
    }

    /** Counts text that replaces other text. */
    void replace(long before, long now) {
        textLength += now - before;
        check();
    }

    /** Counts a string that is kept as a separate object; null counts nothing. */
    void charge(@Nullable String kept) {
        if (kept != null) {
            charge(1, kept.length());
        }
    }

    /** Counts objects and the characters in them. */
    void charge(int more, long characters) {
        objects += (long) OBJECT * more + characters;
        check();
    }

    private void check() {
        if (textLength + Math.max(0, objects - FREE) > maxText) {
            throw new LimitExceededException(StreamLimit.TOTAL_TEXT, maxText, null);
        }
    }

    /** Releases the cost of something that is no longer kept. */
    void release(int fewer, long characters) {
        objects -= (long) OBJECT * fewer + characters;
    }

    /** Counts members that replace others. */
    void replace(Extras before, Extras now) {
        release(objects(before), characters(before));
        charge(objects(now), characters(now));
    }

    private static int objects(Extras extras) {
        return 2 * extras.members().size();
    }

    private static long characters(Extras extras) {
        long characters = 0;
        for (Map.Entry<String, JsonText> member : extras.members().entrySet()) {
            characters += member.getKey().length() + member.getValue().text().length();
        }
        return characters;
    }

    /** Counts a member of a tool call; its value is counted when the call is assembled. */
    void ofCall(String name) {
        if (ofCalls.isEmpty()) {
            ofCalls = new HashSet<>();
        }
        if (ofCalls.add(name)) {
            distinct();
            charge(name);
        }
    }

    void distinct() {
        if (++distinct > maxExtras) {
            throw new LimitExceededException(StreamLimit.DISTINCT_EXTRAS, maxExtras, null);
        }
    }

    /** Keeps the last value of a member; returns the one before, or null. */
    @Nullable
    JsonText keep(Map<String, JsonText> members, String name, JsonText value) {
        JsonText before = members.put(name, value);
        if (before == null) {
            charge(name);
            charge(value.text());
        } else {
            release(0, before.text().length());
            charge(0, value.text().length());
        }
        return before;
    }
}
