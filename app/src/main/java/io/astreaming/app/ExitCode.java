package io.astreaming.app;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.Truncated;

/** How the process tells its caller what happened. */
final class ExitCode {
    static final int COMPLETED = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int TRUNCATED = 3;
    static final int TIMED_OUT = 4;
    /** What a shell gives to a process that Ctrl-C ended. */
    static final int CANCELLED = 130;

    private ExitCode() {}

    static int of(Outcome outcome) {
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
