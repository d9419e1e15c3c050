package io.astreaming.app.terminal;

import java.util.ArrayList;
import java.util.List;

/** Labelled lines, one under the other. Not thread-safe. */
public final class LabelledLines {
    private static final int LABEL = 12;

    private final List<String> lines = new ArrayList<>();
    private String latest = "";

    /** Adds a line; the same label again isn't repeated. */
    public LabelledLines add(String label, String line) {
        String shown = label.equals(latest) ? "" : label;
        lines.add(shown + " ".repeat(Math.max(1, LABEL - shown.length())) + line);
        latest = label;
        return this;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
