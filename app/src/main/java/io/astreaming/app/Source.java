package io.astreaming.app;

import io.astreaming.http.replay.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where recorded streams come from: files, or standard input under the name {@code -}. */
final class Source {
    private static final int LARGEST = (int) TraceFiles.CAP;

    private Source() {}

    /**
     * Reads a recorded stream.
     *
     * @param name the file's name
     * @param format its form; told from name and content if absent
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if it is no recorded stream
     */
    static RecordedStream stream(Terminal terminal, String name, @Nullable Format format) throws IOException {
        return Recordings.read(name, bytes(terminal, name), format);
    }

    /**
     * Reads a recorded body whatever is in it: an empty one, or one without a single event, is a body too.
     *
     * @param name the file's name
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if it is neither a body nor in a form that we know
     */
    static Recording recording(Terminal terminal, String name) throws IOException {
        byte[] bytes = bytes(terminal, name);
        if (Format.named(name) == Format.SSE) {
            return Recording.sse(bytes);
        }
        return Recordings.read(name, bytes, null).recording();
    }

    static byte[] bytes(Terminal terminal, String name) throws IOException {
        if (name.equals("-")) {
            return bounded(terminal.in(), name);
        }
        Path file = path(name);
        if (Files.isDirectory(file)) {
            throw new FileSystemException(name, null, "is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bounded(in, name);
        }
    }

    /** A path as the user gave it; what can't be one is no file either. */
    static Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new FileSystemException(Printable.line(name), null, "can't be a file's name");
        }
    }

    private static byte[] bounded(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new FileSystemException(name, null, "is larger than " + (LARGEST >> 20) + " MiB");
        }
        return bytes;
    }
}
