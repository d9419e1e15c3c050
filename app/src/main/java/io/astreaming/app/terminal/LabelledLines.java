package io.astreaming.app.terminal;

import java.util.ArrayList;
import java.util.List;

/** Labelled lines, one under the other. Not thread-safe. */
public final class LabelledLines {
    private static final int LABEL = 12;

    private final List<Line> lines = new ArrayList<>();
    private String latest = "";

    /** Adds a line; the same label again isn't repeated. */
    public LabelledLines add(String label, String line) {
        return add(Style.PLAIN, label, line);
    }

    /** Adds a line that stands out. */
    public LabelledLines add(Style style, String label, String line) {
        String shown = label.equals(latest) ? "" : label;
        lines.add(new Line(style, shown + " ".repeat(Math.max(1, LABEL - shown.length())) + line));
        latest = label;
        return this;
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }
}
