package io.astreaming.app.terminal;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.Truncated;

/** The exit codes of the process. */
public final class ExitCode {
    public static final int COMPLETED = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int TRUNCATED = 3;
    public static final int TIMED_OUT = 4;
    /** The exit code that shells use for a process that Ctrl-C ended. */
    public static final int CANCELLED = 130;

    private ExitCode() {}

    public static int of(Outcome outcome) {
        if (outcome instanceof Completed) {
            return COMPLETED;
        }
        if (outcome instanceof Truncated) {
            return TRUNCATED;
        }
        if (outcome instanceof TimedOut) {
            return TIMED_OUT;
        }
        return outcome instanceof Cancelled ? CANCELLED : FAILED;
    }
}
