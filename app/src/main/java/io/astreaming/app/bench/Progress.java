package io.astreaming.app.bench;

import io.astreaming.app.terminal.Terminal;

/** The line that tells how far a run is, on a terminal only. Thread-safe. */
final class Progress {
    private static final long INTERVAL = 100_000_000;

    private final Terminal terminal;
    private final int requests;
    private long shown;

    Progress(Terminal terminal, int requests) {
        this.terminal = terminal;
        this.requests = requests;
        this.shown = System.nanoTime() - INTERVAL;
    }

    /** Shows the line anew, at most ten times a second. */
    synchronized void show(Measurements measured) {
        long now = System.nanoTime();
        if (now - shown >= INTERVAL) {
            shown = now;
            int others = measured.count() - measured.completed();
            terminal.status(
                    measured.count() + " of " + requests + (others == 0 ? "" : ", " + others + " not completed"));
        }
    }

    synchronized void clear() {
        terminal.status("");
    }
}
