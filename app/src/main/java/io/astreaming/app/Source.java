package io.astreaming.app;

import io.astreaming.chunk.JsonText;
import io.astreaming.http.replay.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where recorded streams and other files are read from: by name, or standard input under the name {@code -}. */
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

    /**
     * Reads a text that is one JSON value.
     *
     * @param largest how large it may be, in bytes
     * @throws IllegalArgumentException if it is none; says where
     */
    static JsonText json(Terminal terminal, String name, int largest) throws IOException {
        byte[] bytes = bytes(terminal, name, largest);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JsonText.of(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + ": not JSON: it isn't UTF-8 text", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    static byte[] bytes(Terminal terminal, String name) throws IOException {
        return bytes(terminal, name, LARGEST);
    }

    /** Reads a file that may be so many bytes large. */
    static byte[] bytes(Terminal terminal, String name, int largest) throws IOException {
        if (name.equals("-")) {
            return bounded(terminal.in(), name, largest);
        }
        Path file = path(name);
        if (Files.isDirectory(file)) {
            throw new FileSystemException(name, null, "is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bounded(in, name, largest);
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

    private static byte[] bounded(InputStream in, String name, int largest) throws IOException {
        byte[] bytes = in.readNBytes(largest + 1);
        if (bytes.length > largest) {
            throw new FileSystemException(name, null, "is larger than " + (largest >> 20) + " MiB");
        }
        return bytes;
    }
}
