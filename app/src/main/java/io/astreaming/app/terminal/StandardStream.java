package io.astreaming.app.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The standard streams, to detect which of them are a terminal. Java 17 reports it only for input and output together,
 * so that {@code echo hi | astreaming chat} would look like a pipe; where there is a {@code /proc}, each is checked
 * separately.
 */
public enum StandardStream {
    /** The standard input. */
    INPUT(0),
    /** The standard output. */
    OUTPUT(1),
    /** The standard error. */
    ERROR(2);

    private final int descriptor;

    StandardStream(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Returns the streams of this process that are a terminal. */
    static Set<StandardStream> present() {
        Set<StandardStream> present = EnumSet.noneOf(StandardStream.class);
        Arrays.stream(values()).filter(StandardStream::isPresent).forEach(present::add);
        return Collections.unmodifiableSet(present);
    }

    private boolean isPresent() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return hasConsole();
        }
    }

    /** From Java 22 on there is a console even without a terminal, and a method that tells them apart. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }
}
