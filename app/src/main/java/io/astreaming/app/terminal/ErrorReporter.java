package io.astreaming.app.terminal;

import io.astreaming.error.ChatException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamTimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Reports problems, each in one line. */
public final class ErrorReporter {
    private ErrorReporter() {}

    /** Reports a problem and returns the exit code. */
    public static int report(Terminal terminal, Throwable problem) {
        terminal.error(describe(problem));
        if (terminal.environment("ASTREAMING_DEBUG") != null) {
            terminal.trace(problem);
        }
        return ExitCode.FAILED;
    }

    public static String describe(Throwable problem) {
        if (problem instanceof StreamTimeoutException timeout) {
            return describe(timeout);
        }
        if (problem instanceof LimitExceededException limit) {
            return limit.excess() + "; only programs can raise the limit (Chat.withLimits)";
        }
        if (problem instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return unchecked.getMessage() + ": " + describe(unchecked.getCause());
        }
        if (problem instanceof IOException io) {
            return describe(io);
        }
        if (problem instanceof ChatException || problem instanceof IllegalArgumentException) {
            return String.valueOf(problem.getMessage());
        }
        if (problem instanceof OutOfMemoryError) {
            return "out of memory; give Java more with -Xmx";
        }
        return "internal error, please report it: " + problem + "; with ASTREAMING_DEBUG=1 it shows where";
    }

    private static String describe(StreamTimeoutException timeout) {
        String waited = "waited " + Units.millis(timeout.allowed().toNanos()) + " "
                + timeout.phase().description();
        return switch (timeout.phase()) {
            case CONNECT -> waited + "; check the base URL and the network";
            case HEADERS, IDLE -> waited + "; allow more with --idle-timeout";
            case FIRST_CONTENT, TOTAL, TOOL_LOOP -> waited + "; allow more with --timeout";
        };
    }

    private static String describe(IOException problem) {
        String message = problem.getMessage();
        if (!(problem instanceof FileSystemException file) || file.getFile() == null) {
            return message == null ? problem.getClass().getSimpleName() : message;
        }
        String reason = file.getReason();
        if (problem instanceof NoSuchFileException) {
            reason = "no such file or directory";
        } else if (problem instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (problem instanceof FileAlreadyExistsException) {
            reason = "it is a file";
        }
        return file.getFile() + ": " + (reason == null ? problem.getClass().getSimpleName() : reason);
    }
}
