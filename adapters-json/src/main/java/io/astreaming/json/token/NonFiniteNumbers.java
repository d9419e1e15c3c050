package io.astreaming.json.token;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text in which {@code NaN} and the infinities are replaced by null. Python writes and reads these as numbers though
 * JSON has no such numbers. Their places are kept, so that an altered value isn't mistaken for the one that was sent.
 * Immutable and thread-safe.
 *
 * @param text the text with the nulls; strings are unchanged
 * @param places the places of the nulls, in their order
 */
public record NonFiniteNumbers(String text, List<Place> places) {
    private static final List<String> WORDS = List.of("NaN", "Infinity", "-Infinity");
    private static final String NULL = "null";

    /**
     * A null that wasn't sent.
     *
     * @param at its index in the text
     * @param word the word that was sent
     */
    record Place(int at, String word) {}

    /** Returns whether a range of bytes is one of the words. */
    static boolean isAt(byte[] bytes, int from, int to) {
        for (int i = 0; i < WORDS.size(); i++) {
            if (NameCache.isAt(bytes, from, to, WORDS.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Replaces the words in a text. */
    public static NonFiniteNumbers in(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        List<Place> places = new ArrayList<>();
        int written = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at = TokenLocator.closingQuote(text, at) + 1;
            } else if (endsWord(c)) {
                at++;
            } else {
                int start = at;
                while (at < text.length() && !endsWord(text.charAt(at)) && text.charAt(at) != '"') {
                    at++;
                }
                String word = text.substring(start, at);
                if (WORDS.contains(word)) {
                    out.append(text, written, start);
                    places.add(new Place(out.length(), word));
                    out.append(NULL);
                    written = at;
                }
            }
        }
        return new NonFiniteNumbers(out.append(text, written, text.length()).toString(), places);
    }

    /** Returns a range of the text as it was sent; null if nothing was replaced in it. */
    @Nullable
    String sent(int from, int to) {
        StringBuilder out = null;
        int written = from;
        for (Place place : places.subList(first(from), first(to))) {
            out = out == null ? new StringBuilder() : out;
            out.append(text, written, place.at()).append(place.word());
            written = place.at() + NULL.length();
        }
        return out == null ? null : out.append(text, written, to).toString();
    }

    /** Returns a part of the text with its own places. */
    NonFiniteNumbers part(int from, String part) {
        List<Place> within = new ArrayList<>();
        for (Place place : places.subList(first(from), first(from + part.length()))) {
            within.add(new Place(place.at() - from, place.word()));
        }
        return new NonFiniteNumbers(part, within);
    }

    /** Returns the position in the list of the first place at or after an index. */
    private int first(int at) {
        int low = 0;
        int high = places.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places.get(middle).at() < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean endsWord(char c) {
        return switch (c) {
            case ' ', '\t', '\n', '\r', ',', ':', '{', '}', '[', ']' -> true;
            default -> false;
        };
    }
}
