package io.astreaming.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the words that a mistyped one may mean. */
final class Spelling {
    private static final int LONGEST = 40;

    private Spelling() {}

    /** Returns the words that a letter or two make of the one that was typed, the nearest first; of a short word, one. */
    static List<String> near(String typed, Collection<String> words) {
        return words.stream()
                .filter(word -> isNear(typed, word))
                .sorted(Comparator.comparing(word -> distance(typed, word)))
                .toList();
    }

    private static boolean isNear(String typed, String word) {
        int longest = Math.max(typed.length(), word.length());
        return longest <= LONGEST && distance(typed, word) <= (longest < 6 ? 1 : 2);
    }

    /** Returns how many letters must be added, left out, replaced or swapped to make one word of the other. */
    private static int distance(String from, String to) {
        int[][] distances = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : distance(distances, from, to, i, j);
            }
        }
        return distances[from.length()][to.length()];
    }

    /** Returns the distance of the first letters, of which those of fewer are known. */
    private static int distance(int[][] known, String from, String to, int i, int j) {
        char last = from.charAt(i - 1);
        int replaced = known[i - 1][j - 1] + (last == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(known[i - 1][j], known[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && last == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, known[i - 2][j - 2] + 1) : least;
    }
}
