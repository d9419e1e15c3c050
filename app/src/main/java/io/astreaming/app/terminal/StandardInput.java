package io.astreaming.app.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The standard input of this process. Where the shell closed it ({@code <&-}), the first file that Java opens for
 * itself takes its place, and nobody wants that to be read. Where there is no {@code /proc} it can't be told.
 */
final class StandardInput {
    private StandardInput() {}

    /** What is there to be read; nothing if the input is closed. */
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
