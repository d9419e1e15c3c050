package io.astreaming.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The recorded streams of protocols other than chat completions, read where they stand; they are no part of the project. */
public final class ProtocolStreams {
    private static final Path ROOT =
            Path.of(System.getProperty("astreaming.corpus", "nowhere")).resolveSibling("protocols");

    private ProtocolStreams() {}

    /** The streams of one protocol, in the order of their names; without them the test is skipped and says so. */
    public static List<Path> of(String protocol) throws IOException {
        Path folder = ROOT.resolve(protocol).resolve("streams");
        if (!Files.isDirectory(folder)) {
            Assumptions.abort("the recorded streams of other protocols aren't there: " + folder.toAbsolutePath());
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** What a stream says, as found by means that aren't ours. */
    public static JsonObject expectation(Path stream) throws IOException {
        String name = stream.getFileName().toString().replaceAll("\\.[a-z]+$", ".json");
        try (InputStream in = Files.newInputStream(
                        stream.resolveSibling("../expected").resolve(name));
                JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        }
    }
}
