package io.astreaming.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The recorded streams that tests read where they stand; they are no part of the project. */
public final class Corpus {
    private static final Path ROOT = Path.of(System.getProperty("astreaming.corpus", "nowhere"));
    private static final Path OWN =
            Path.of(System.getProperty("astreaming.root", ".."), "replay/src/test/resources/io/astreaming/replay");

    private Corpus() {}

    public static boolean isThere() {
        return Files.isDirectory(ROOT.resolve("streams"));
    }

    /** All streams, in the order of their names; without the corpus the test is skipped and says so. */
    public static List<Path> streams() throws IOException {
        if (!isThere()) {
            Assumptions.abort("the corpus of recorded streams isn't there: " + ROOT.toAbsolutePath());
        }
        List<Path> streams = new ArrayList<>(in(ROOT.resolve("streams")));
        streams.addAll(in(ROOT.resolve("streams-handwritten")));
        return streams;
    }

    /** All streams, or without the corpus the few that the project has itself. */
    public static List<Path> streamsOrOurs() throws IOException {
        if (isThere()) {
            return streams();
        }
        List<Path> ours = in(OWN);
        System.err.printf(
                "The corpus of recorded streams isn't at %s: falling back to %d of our own.%n",
                ROOT.toAbsolutePath(), ours.size());
        return new ArrayList<>(ours);
    }

    /** What a stream says, as found by means that aren't ours. */
    public static JsonObject expectation(Path stream) throws IOException {
        String name = stream.getFileName().toString().replaceAll("\\.sse$", ".json");
        Path folder = stream.getParent().getFileName().toString().equals("streams")
                ? stream.resolveSibling("../expected")
                : stream.resolveSibling("expected");
        try (InputStream in = Files.newInputStream(folder.resolve(name));
                JsonReader reader = Json.createReader(in)) {
            JsonObject expected = reader.readObject();
            if (!expected.containsKey("ifFlushedAtEof")) {
                return expected;
            }
            var merged = Json.createObjectBuilder(expected);
            expected.getJsonObject("ifFlushedAtEof").forEach(merged::add);
            return merged.build();
        }
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sse"))
                    .sorted()
                    .toList();
        }
    }
}
