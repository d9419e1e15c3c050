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
 * Files and directories that are made readable by their owner alone, from the first moment on: what people ask a model
 * is nobody else's business. Where there are no POSIX permissions, the directory's rules hold.
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

    /** A new file; fails if there is one already. */
    public static OutputStream create(Path file) throws IOException {
        return open(file, Set.of(WRITE, CREATE_NEW));
    }

    /** A new file beside another, named after it and like none that is there. */
    public static Path createTemporary(Path beside) throws IOException {
        Path directory = beside.toAbsolutePath().getParent();
        return Files.createTempFile(directory, beside.getFileName() + ".", ".new", attributes(beside, FILE));
    }

    /** A new file, or an old one emptied. */
    public static OutputStream createOrReplace(Path file) throws IOException {
        return open(file, Set.of(WRITE, CREATE, TRUNCATE_EXISTING));
    }

    /** Makes a directory and those above it, unless it is there. */
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
