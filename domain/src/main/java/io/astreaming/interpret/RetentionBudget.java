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
 * How much may still be kept of one stream, by whoever keeps it. Text that is joined counts by its characters. What is
 * an object of its own, such as a name, a value or a call, costs memory even where it has no characters: it counts as
 * its characters and {@value #OBJECT} more. The first {@value #FREE} of these don't count, so that an ordinary stream
 * is measured by its text alone.
 *
 * <p>Not thread-safe.
 */
public final class RetentionBudget {
    /** What an object costs in characters of two bytes: its headers and its place in a list or a map. */
    static final int OBJECT = 48;

    /** What objects may cost before they count. */
    static final int FREE = 16 << 10;

    private final long mostText;
    private final int mostExtras;
    private Set<String> ofCalls = Set.of();
    private long chargeText;
    private long objects;
    private int distinct;

    /**
     * The budget of one stream.
     *
     * @param mostText how many characters to keep in all
     * @param mostExtras how many distinct members beyond the model to keep in all
     */
    public RetentionBudget(long mostText, int mostExtras) {
        this.mostText = mostText;
        this.mostExtras = mostExtras;
    }

    /** Counts text that is joined to other text. */
    String chargeText(String piece) {
        chargeText += piece.length();
        check();
        return piece;
    }

    /** Counts text that is kept in the place of other text. */
    void replace(long before, long now) {
        chargeText += now - before;
        check();
    }

    /** Counts a string that is kept by itself, if there is one. */
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
        if (chargeText + Math.max(0, objects - FREE) > mostText) {
            throw new LimitExceededException(StreamLimit.TOTAL_TEXT, mostText, null);
        }
    }

    /** Gives back what isn't kept any more. */
    void release(int fewer, long characters) {
        objects -= (long) OBJECT * fewer + characters;
    }

    /** Counts members in the place of others. */
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

    /** Counts a member of a tool call; its value counts where the call is put together. */
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
        if (++distinct > mostExtras) {
            throw new LimitExceededException(StreamLimit.DISTINCT_EXTRAS, mostExtras, null);
        }
    }

    /** Keeps the last value of a member; the one before, if there was one. */
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
