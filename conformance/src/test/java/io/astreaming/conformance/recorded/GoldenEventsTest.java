package io.astreaming.conformance.recorded;

import io.astreaming.conformance.GoldenRows;
import io.astreaming.conformance.Transcript;
import io.astreaming.conformance.Wire;
import io.astreaming.settings.StreamLimits;
import io.astreaming.testing.Corpus;
import io.astreaming.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recorded stream says what it said before: the same events in the same order, the same departures as often, the same end.
 * The rows of docs/quirks.md are held to it in the tests that have {@link GoldenRows}.
 */
class GoldenEventsTest {
    private static final Path ROOT = Path.of(System.getProperty("astreaming.root", ".."));
    private static final String CORPUS = "corpus.txt";

    @ParameterizedTest
    @MethodSource("ownRecordings")
    void recordingsOfOursSayWhatTheySaid(Path recording) throws IOException {
        String body = Files.readString(ROOT.resolve(recording));
        Wire wire = recording.toString().endsWith(".sse")
                ? Wire.body(body)
                : Wire.body(body.replaceAll("(?m)^(.+)$", "data: $1\n"));
        Golden.compare(goldenName(recording), Transcript.whole(wire));
    }

    static List<Path> ownRecordings() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : List.of("adapters-json", "conformance", "domain", "replay")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/test/resources"))) {
                files.filter(file -> file.toString().endsWith(".sse")
                                || file.toString().endsWith(".jsonl"))
                        .map(ROOT::relativize)
                        .filter(file ->
                                !file.toString().matches(".*(Responses|Messages|Gemini)FuzzTest.*")) // other protocols
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static String goldenName(Path recording) {
        return "recordings/" + recording.getName(0) + "/" + recording.getFileName() + ".txt";
    }

    /**
     * The words of the corpus are no part of the project, so its streams are held to kinds, lengths and digests. A stream that isn't
     * known, because the corpus is another one or has grown, has nothing to be compared with until it is accepted.
     */
    @Test
    void recordedStreamsSayWhatTheySaid() throws IOException {
        Map<String, List<String>> known = streams(Golden.read(CORPUS));
        List<String> golden = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        int unknown = 0;
        for (Path stream : Corpus.streams()) {
            byte[] bytes = Files.readAllBytes(stream);
            String title = stream.getFileName() + " " + bytes.length + " " + Transcript.digest(bytes);
            if (!known.containsKey(title)) {
                unknown++;
                if (!Golden.ACCEPTS) {
                    continue;
                }
            }
            actual.add(title);
            actual.addAll(Transcript.digested(Wire.read(bytes, Math.max(1, bytes.length), StreamLimits.DEFAULT)));
            golden.addAll(known.getOrDefault(title, List.of()));
        }
        if (unknown > 0 && !Golden.ACCEPTS) {
            System.err.printf("%d recorded streams aren't in golden/%s: they were not compared.%n", unknown, CORPUS);
        }
        Golden.compare(CORPUS, golden, actual);
    }

    @Test
    void everyGoldenFileHasATestThatMakesIt() throws IOException {
        List<String> recordings =
                ownRecordings().stream().map(GoldenEventsTest::goldenName).toList();
        Golden.keepOnly(name ->
                name.equals(CORPUS) || name.startsWith("api/") || recordings.contains(name) || GoldenRows.makes(name));
    }

    /** The lines of each stream, by the line without indent that begins them. */
    private static Map<String, List<String>> streams(List<String> lines) {
        Map<String, List<String>> streams = new LinkedHashMap<>();
        String title = "";
        for (String line : lines) {
            title = line.startsWith(" ") ? title : line;
            streams.computeIfAbsent(title, begun -> new ArrayList<>()).add(line);
        }
        return streams;
    }
}
