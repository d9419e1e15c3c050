package io.astreaming.benchmarks.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a decoder is measured on.
 *
 * @param names of the bodies
 * @param bodies one for each stream
 */
public record Bodies(List<String> names, List<byte[]> bodies) {
    /** Pieces of a generated stream. */
    public static final int PIECES = 1_000;

    /**
     * The bodies by their name.
     *
     * @param what the title of a {@link GeneratedStream}, for a stream of {@value #PIECES} pieces; else a folder
     * @return the bodies
     */
    public static Bodies of(String what) {
        return shape(what)
                .map(shape -> new Bodies(List.of(what), List.of(shape.body(PIECES))))
                .orElseGet(() -> in(Path.of(what)));
    }

    /**
     * Whether a name is that of a folder.
     *
     * @param what as {@link #of} takes it
     * @return whether it is
     */
    public static boolean isFolder(String what) {
        return shape(what).isEmpty();
    }

    private static Optional<GeneratedStream> shape(String name) {
        return Stream.<GeneratedStream>concat(Arrays.stream(Shape.values()), Arrays.stream(EventShape.values()))
                .filter(shape -> shape.title().equals(name))
                .findFirst();
    }

    /** Every file named {@code .sse} in the folder and below it, in the order of their names. */
    private static Bodies in(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> files = found.filter(file -> file.toString().endsWith(".sse"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException("there is no .sse file in " + folder);
            }
            return new Bodies(
                    files.stream()
                            .map(file -> folder.relativize(file).toString())
                            .toList(),
                    files.stream().map(Bodies::read).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
