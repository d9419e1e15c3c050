package io.astreaming.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsTest {

    private final Results results = new Results();

    @Test
    void judgesByTheMedians() {
        decode("openai", 10, 5, 300, 99, 60);
        decode("litellm", 11, 5, 300, 110, 66);
        decode("tools", 10, 5, 299, 100, 59);
        List<String> unmet = Requirements.of(results, 2).stream()
                .filter(it -> !it.met())
                .map(it -> it.area() + ": " + it.what())
                .toList();
        assertEquals(
                List.of(
                        "decode, openai: faster than LangChain4j",
                        "decode, litellm: time against the content string's floor",
                        "decode, litellm: faster than openai-java",
                        "decode, tools: faster than openai-java",
                        "decode, tools: faster than Jackson records"),
                unmet);
    }

    private void decode(String of, double ours, double floor, double openai, double langchain, double jackson) {
        for (int noise = -1; noise <= 1; noise++) {
            results.add(Decode.NAME, of, Contender.CHUNKS, "nanos", ours * (1 + noise * 0.1));
        }
        results.add(Decode.NAME, of, Contender.CHUNKS, "allocated", 300);
        results.add(Decode.NAME, of, Contender.CONTENT_STRINGS, "nanos", floor);
        results.add(Decode.NAME, of, Contender.OPENAI_JAVA, "nanos", openai);
        results.add(Decode.NAME, of, Contender.LANGCHAIN4J, "nanos", langchain);
        results.add(Decode.NAME, of, Contender.JACKSON, "nanos", jackson);
    }

    @Test
    void requiresNothingOfWhatWasNotMeasured() {
        assertTrue(Requirements.of(results, 2).isEmpty());
    }

    @Test
    void saysWhatCouldNotBeMeasured() {
        Requirement share = new Requirement("decode, mix", "share", "at least 90 %", "not offered", null);
        assertNull(share.met());
        assertEquals("not measured", share.verdict());
    }

    @Test
    void readsBackWhatItSaved(@TempDir Path folder) throws IOException {
        results.add("a", "case\twith tab", Contender.CHUNKS, "nanos", 1.5);
        results.add("a", "case\twith tab", Contender.CHUNKS, "nanos", 2.5);
        results.save(folder.resolve("saved.tsv"));
        assertEquals(
                2, Results.load(folder.resolve("saved.tsv")).median("a", "case\twith tab", Contender.CHUNKS, "nanos"));
    }

    @Test
    void writesAPageWithCharts(@TempDir Path folder) throws IOException {
        decode("openai", 10, 5, 300, 99, 60);
        decode("litellm", 10, 5, 300, 99, 60);
        decode("tools", 10, 5, 300, 99, 60);
        List<Requirement> requirements = Requirements.of(results, 2);
        for (String of : results.cases(Decode.NAME)) {
            for (Contender contender : Contender.DECODERS) {
                results.add(Decode.CHECK, of, contender, "chunks", 1_002);
                results.add(Decode.CHECK, of, contender, "failed", 0);
            }
        }
        new Page(results, requirements, folder, "jdk0").write("short", "some JDK", "some machine", List.of());
        String page = Files.readString(folder.resolve("results-jdk0.md"));
        assertTrue(
                page.contains(
                        "| decode, openai | faster than LangChain4j | at least 10.0 times | 9.90 times | **not met** |"),
                page);
        assertTrue(page.contains("![Decode: nanoseconds for each chunk](decode-jdk0.svg)"), page);
        String chart = Files.readString(folder.resolve("decode-jdk0.svg"));
        assertTrue(chart.contains(">LangChain4j</text"), "text has to stay text");
    }
}
