package io.astreaming.app.recording;

import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.TerminalText;
import io.astreaming.app.trace.TraceFiles;
import io.astreaming.jsontext.JsonText;
import io.astreaming.replay.format.RecordingFormat;
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
 * Reads recorded streams and other files by name; the name {@code -} is the standard input. A stream is read more than
 * once, so an input that can be read only once, such as a pipe, is copied to a temporary file until this is closed.
 */
public final class InputFiles implements AutoCloseable {
    private static final int MAX_BYTES = (int) TraceFiles.CAP;
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
     * @throws IOException if the file can't be read or is too large
     */
    public static InputFiles open(Terminal terminal, String name) throws IOException {
        if (name.equals("-")) {
            return copy(terminal.in(), name);
        }
        Path file = path(RecordingFormat.withoutNumber(name));
        if (Files.isDirectory(file)) {
            throw new FileSystemException(name, null, "is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Files.isRegularFile(file)) {
                return copy(in, name);
            }
        }
        if (Files.size(file) > MAX_BYTES) {
            throw tooLarge(name, MAX_BYTES);
        }
        return new InputFiles(name, file, false);
    }

    private static InputFiles copy(InputStream in, String name) throws IOException {
        Path file = Files.createTempFile("astreaming", null); // readable only by its owner
        InputFiles source = new InputFiles(name, file, true);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[PIECE];
            long copied = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copied += read;
                if (copied > MAX_BYTES) {
                    throw tooLarge(name, MAX_BYTES);
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
     * Checks that the file isn't too large for a purpose.
     *
     * @param largest the maximum size, in bytes
     */
    public void check(int largest) throws IOException {
        if (Files.size(file) > largest) {
            throw tooLarge(name, largest);
        }
    }

    /**
     * Reads the recorded stream.
     * @param format its format; if null, detected from name and content
     * @throws IllegalArgumentException if the file isn't a recorded stream
     */
    public RecordedStream stream(@Nullable RecordingFormat format) throws IOException {
        return RecordingReader.read(name, this::bytes, format);
    }

    /**
     * Reads the recorded body, whatever it contains: even an empty one, or one without events.
     *
     * @throws IllegalArgumentException if the file is neither a body nor in a known format
     */
    public RecordedStream body() throws IOException {
        if (RecordingFormat.named(name) == RecordingFormat.SSE) {
            return RecordingReader.body(name, this::bytes);
        }
        RecordedStream lines = RecordingFormat.isOfLines(name) ? RecordingReader.lines(name, this::bytes) : null;
        return lines == null ? stream(null) : lines;
    }

    /** Returns all bytes of the file. */
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
     * @param largest the maximum size, in bytes
     * @throws IllegalArgumentException if the text isn't JSON; the message says where
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

    /** Reads a file of limited size. */
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

    /** Returns the path of a name; an invalid one is reported like a missing file. */
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
