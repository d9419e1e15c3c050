package io.astreaming.json.token;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code NaN} and the infinities, which Python writes and reads for numbers though JSON doesn't know them. They are
 * read as null; where each of them stood is kept for those who mustn't take an altered value for the one that was sent.
 *
 * @param text a text with null in the place of each, strings apart
 * @param places where these nulls stand
 */
public record NonFiniteNumbers(String text, List<Place> places) {
    private static final List<String> WORDS = List.of("NaN", "Infinity", "-Infinity");
    private static final String NULL = "null";

    /**
     * A null that wasn't sent.
     *
     * @param at where it begins
     * @param word what was sent
     */
    record Place(int at, String word) {}

    /** Whether a range of bytes is one of these words. */
    static boolean isAt(byte[] bytes, int from, int to) {
        for (int i = 0; i < WORDS.size(); i++) {
            if (NameCache.isAt(bytes, from, to, WORDS.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Reads the words in a text as null. */
    public static NonFiniteNumbers in(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        List<Place> places = new ArrayList<>();
        int written = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at = behindString(text, at);
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

    /** A range of the text as it was sent; null where that is the same. */
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

    /** A part of the text that begins at a place. */
    NonFiniteNumbers part(int from, String part) {
        List<Place> within = new ArrayList<>();
        for (Place place : places.subList(first(from), first(from + part.length()))) {
            within.add(new Place(place.at() - from, place.word()));
        }
        return new NonFiniteNumbers(part, within);
    }

    /** Which place is the first that isn't before another one. */
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

    private static int behindString(String text, int quote) {
        int at = quote + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static boolean endsWord(char c) {
        return switch (c) {
            case ' ', '\t', '\n', '\r', ',', ':', '{', '}', '[', ']' -> true;
            default -> false;
        };
    }
}
