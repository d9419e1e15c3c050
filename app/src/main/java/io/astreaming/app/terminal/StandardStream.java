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
 * A standard stream that ends at a person's terminal. Java 17 tells it only of input and output together, so that
 * {@code echo hi | astreaming chat} would look like a pipe; where there is a {@code /proc} it tells the truth.
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

    /** Those of this process. */
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

    /** From Java 22 on there is a console even without a screen, and a method that says so. */
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
