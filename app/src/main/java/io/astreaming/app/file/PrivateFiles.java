package io.astreaming.app.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates files and directories that only their owner can read, from the beginning, since they contain prompts and
 * answers. Without POSIX permissions, the rules of the directory apply.
 */
public final class PrivateFiles {
    private static final FileAttribute<?>[] FILE = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private static final FileAttribute<?>[] DIRECTORY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
    };
    private static final FileAttribute<?>[] NONE = {};

    private PrivateFiles() {}

    /** Creates a file; fails if it exists. */
    public static OutputStream create(Path file) throws IOException {
        return open(file, Set.of(WRITE, CREATE_NEW));
    }

    /** Creates a file next to another one, with a new name derived from it. */
    public static Path createTemporary(Path beside) throws IOException {
        Path directory = beside.toAbsolutePath().getParent();
        return Files.createTempFile(directory, beside.getFileName() + ".", ".new", attributes(beside, FILE));
    }

    /** Creates a file, or truncates an existing one. */
    public static OutputStream createOrReplace(Path file) throws IOException {
        return open(file, Set.of(WRITE, CREATE, TRUNCATE_EXISTING));
    }

    /** Creates a directory and its parents, unless it exists. */
    public static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes(directory, DIRECTORY));
        }
    }

    private static OutputStream open(Path file, Set<StandardOpenOption> how) throws IOException {
        return Channels.newOutputStream(Files.newByteChannel(file, how, attributes(file, FILE)));
    }

    private static FileAttribute<?>[] attributes(Path path, FileAttribute<?>[] posix) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix") ? posix : NONE;
    }
}
