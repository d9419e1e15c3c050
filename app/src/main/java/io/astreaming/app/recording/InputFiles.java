package io.astreaming.app.recording;

import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.TerminalText;
import io.astreaming.app.trace.TraceFiles;
import io.astreaming.jsontext.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where recorded streams and other files are read from: by name, or standard input under the name {@code -}. A stream
 * is read more than once, so what can be read but once, such as a pipe, is put into a file of its own until the source
 * is closed.
 */
public final class InputFiles implements AutoCloseable {
    private static final int LARGEST = (int) TraceFiles.CAP;
    private static final int PIECE = 64 << 10;

    private final String name;
    private final Path file;
    private final boolean ours;

    private InputFiles(String name, Path file, boolean ours) {
        this.name = name;
        this.file = file;
        this.ours = ours;
    }

    /**
     * Finds a recorded stream.
     *
     * @param name the file's name
     * @throws IOException if it can't be read, or is too large
     */
    public static InputFiles open(Terminal terminal, String name) throws IOException {
        if (name.equals("-")) {
            return copy(terminal.in(), name);
        }
        Path file = path(name);
        if (Files.isDirectory(file)) {
            throw new FileSystemException(name, null, "is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Files.isRegularFile(file)) {
                return copy(in, name);
            }
        }
        if (Files.size(file) > LARGEST) {
            throw tooLarge(name, LARGEST);
        }
        return new InputFiles(name, file, false);
    }

    private static InputFiles copy(InputStream in, String name) throws IOException {
        Path file = Files.createTempFile("astreaming", null); // for its owner alone
        InputFiles source = new InputFiles(name, file, true);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[PIECE];
            long copied = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copied += read;
                if (copied > LARGEST) {
                    throw tooLarge(name, LARGEST);
                }
                out.write(buffer, 0, read);
            }
            return source;
        } catch (IOException e) {
            source.close();
            throw e;
        }
    }

    /**
     * The recorded stream.
     *
     * @param format its form; told from name and content if absent
     * @throws IllegalArgumentException if it is none
     */
    public RecordedStream stream(@Nullable RecordingFormat format) throws IOException {
        return RecordingReader.read(name, this::bytes, format);
    }

    /**
     * The recorded body whatever is in it: an empty one, or one without a single event, is a body too.
     *
     * @throws IllegalArgumentException if it is neither a body nor in a form that we know
     */
    public RecordedStream body() throws IOException {
        return RecordingFormat.named(name) == RecordingFormat.SSE
                ? RecordingReader.body(name, this::bytes)
                : stream(null);
    }

    /** All its bytes, from the first. */
    InputStream bytes() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        if (ours) {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Reads a text that is one JSON value.
     *
     * @param largest how large it may be, in bytes
     * @throws IllegalArgumentException if it is none; says where
     */
    public static JsonText json(Terminal terminal, String name, int largest) throws IOException {
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

    /** Reads a file that may be so many bytes large. */
    public static byte[] bytes(Terminal terminal, String name, int largest) throws IOException {
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
    public static Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new FileSystemException(TerminalText.line(name), null, "can't be a file's name");
        }
    }

    private static byte[] bounded(InputStream in, String name, int largest) throws IOException {
        byte[] bytes = in.readNBytes(largest + 1);
        if (bytes.length > largest) {
            throw tooLarge(name, largest);
        }
        return bytes;
    }

    private static FileSystemException tooLarge(String name, int largest) {
        return new FileSystemException(name, null, "is larger than " + (largest >> 20) + " MiB");
    }
}
