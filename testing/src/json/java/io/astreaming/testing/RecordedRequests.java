package io.astreaming.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The bodies of recorded requests of other protocols, which stand beside the recorded streams; they are no part of the project. */
public final class RecordedRequests {
    private static final Path ROOT =
            Path.of(System.getProperty("astreaming.corpus", "nowhere")).resolveSibling("protocols");

    private RecordedRequests() {}

    /** The files of one protocol, in the order of their names; without them the test is skipped and says so. */
    public static List<Path> of(String protocol) throws IOException {
        Path folder = ROOT.resolve(protocol).resolve("requests");
        if (!Files.isDirectory(folder)) {
            Assumptions.abort("the recorded requests aren't there: " + folder.toAbsolutePath());
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
