package io.astreaming.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is bounded fits into a small heap, whoever sends it. Each test has a JVM of its own, which ends at the first lack of memory. */
class SmallHeapTest {
    /** These go on for ever and are forgotten as they come. */
    private static final Set<String> FORGOTTEN =
            Set.of("members of usage", "changing members", "payloads that are no chunks", "padding");

    @TempDir
    private Path folder;

    @Test
    void countsAllThatAStreamMakesUsKeep() throws Exception {
        List<String> lines = run("32m", HostileStreams.class.getName());

        assertThat(lines).hasSize(2 * HostileStreams.KINDS.size());
        assertThat(lines)
                .filteredOn(line -> !line.contains("content not kept") && !FORGOTTEN.contains(kind(line)))
                .allMatch(line -> line.endsWith(": TOTAL_TEXT") || line.endsWith(": EVENT_BYTES"));
    }

    @Test
    void inspectsAndConvertsRecordingsThatAreLargerThanTheHeap() throws Exception {
        List<String> lines = run("28m", LongRecordings.class.getName(), folder.toString());

        assertThat(lines).hasSize(21).allMatch(line -> line.endsWith(" : 0"));
        assertThat(Files.size(folder.resolve("long.sse"))).isGreaterThan(28L << 20);
    }

    /** The tests and all that they see, on whichever path it stands. */
    private static String everything() {
        return Stream.concat(
                        Stream.of(Path.of("target", "test-classes").toString()),
                        Stream.of("jdk.module.path", "surefire.test.class.path", "java.class.path")
                                .map(path -> System.getProperty(path, "")))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String kind(String line) {
        return line.substring(0, line.indexOf(':'));
    }

    private List<String> run(String heap, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                everything()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ends in time").isTrue();
            List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
            assertThat(process.exitValue())
                    .as(() -> lines.isEmpty() ? "no output" : lines.get(lines.size() - 1))
                    .isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
