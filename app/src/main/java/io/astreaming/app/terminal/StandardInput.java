package io.astreaming.app.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The standard input of this process. If the shell has closed it ({@code <&-}), the first file that Java opens for
 * itself gets its descriptor and must not be read; this can be detected only where there is a {@code /proc}.
 */
final class StandardInput {
    private StandardInput() {}

    /** Returns the input; an empty one if it is closed. */
    static InputStream ofProcess() {
        return isClosed() ? InputStream.nullInputStream() : System.in;
    }

    private static boolean isClosed() {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/0"));
            return target.startsWith(
                    Path.of(System.getProperty("java.home"), "lib").toRealPath());
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return false;
        }
    }
}
