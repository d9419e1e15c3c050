package io.astreaming.app.terminal;

/**
 * A line for a terminal.
 *
 * @param style how it stands out
 * @param text without the line feed; {@link Terminal} makes it safe to print
 */
public record Line(Style style, String text) {
    public static Line plain(String text) {
        return new Line(Style.PLAIN, text);
    }

    /** Returns the line with this style, unless it has one. */
    public Line or(Style other) {
        return style == Style.PLAIN ? new Line(other, text) : this;
    }

    /** Returns the line with spaces before it. */
    public Line indented(int spaces) {
        return new Line(style, " ".repeat(spaces) + text);
    }
}
