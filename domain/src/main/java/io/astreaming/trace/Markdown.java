package io.astreaming.trace;

/** The part of Markdown (CommonMark) that traces use: headings and fences of backticks. */
final class Markdown {
    private static final int SHORTEST_FENCE = 3;
    private static final int DEEPEST_INDENT = 3;

    private Markdown() {}

    /** Returns the index of a text's first character after a byte order mark and white space. */
    static int start(String text) {
        int at = 0;
        while (at < text.length() && (text.charAt(at) == '\ufeff' || Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    /** Returns the level of the heading that begins at an index; 0 if none does. */
    static int headingLevel(String text, int start) {
        int level = run(text, start, '#');
        int next = start + level;
        boolean ends = next == text.length() || Character.isWhitespace(text.charAt(next));
        return ends ? level : 0;
    }

    /** Returns the text of the heading on the first line. */
    static String heading(String text) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return line.substring(run(line, 0, '#')).strip();
    }

    /** Returns how many backticks open a fence on a line; 0 if the line opens none. */
    static int openingFence(String text, int start, int end) {
        int first = indent(text, start, end);
        int ticks = run(text, first, '`');
        return ticks < SHORTEST_FENCE || text.substring(first + ticks, end).indexOf('`') >= 0 ? 0 : ticks;
    }

    /** Returns whether a line closes a fence with that number of backticks. */
    static boolean closesFence(String text, int start, int end, int ticks) {
        int first = indent(text, start, end);
        int count = run(text, first, '`');
        return count >= ticks && text.substring(first + count, end).isBlank();
    }

    /** Returns a fence that no line of a text closes. */
    static String fenceFor(String text) {
        int longest = 0;
        for (int at = text.indexOf('`'); at >= 0; at = text.indexOf('`', at)) {
            int count = run(text, at, '`');
            longest = Math.max(longest, count);
            at += count;
        }
        return "`".repeat(Math.max(SHORTEST_FENCE, longest + 1));
    }

    private static int indent(String text, int start, int end) {
        int at = start;
        while (at < end && at - start < DEEPEST_INDENT && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int run(String text, int start, char c) {
        int at = start;
        while (at < text.length() && text.charAt(at) == c) {
            at++;
        }
        return at - start;
    }
}
