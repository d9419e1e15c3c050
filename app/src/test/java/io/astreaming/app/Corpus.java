package io.astreaming.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The recorded streams that tests read where they stand; they are no part of the project. */
final class Corpus {
    private Corpus() {}

    /** All streams, in the order of their names; without the corpus the test is skipped and says so. */
    static List<Path> streams() throws IOException {
        String place = System.getProperty("astreaming.corpus", "");
        Path root = Path.of(place);
        if (place.isEmpty() || !Files.isDirectory(root.resolve("streams"))) {
            Assumptions.abort("the corpus of recorded streams isn't there: " + root.toAbsolutePath());
        }
        List<Path> streams = new ArrayList<>();
        for (String folder : List.of("streams", "streams-handwritten")) {
            try (Stream<Path> files = Files.list(root.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".sse")).sorted().forEach(streams::add);
            }
        }
        return streams;
    }
}
