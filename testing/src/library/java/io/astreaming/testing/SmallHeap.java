package io.astreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JVMs with a small heap, each of which ends at the first lack of memory. */
public final class SmallHeap {
    private SmallHeap() {}

    /** Runs a class of the tests with the class path of this test, and returns the lines that it printed. */
    public static List<String> run(String heap, Path folder, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                everything()));
        command.add(main.getName());
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
    /** The tests and all that they see, on whichever path it stands. */
    public static String everything() {
        return Stream.concat(
                        Stream.of(Path.of("target", "test-classes").toString()),
                        Stream.of("jdk.module.path", "surefire.test.class.path", "java.class.path")
                                .map(path -> System.getProperty(path, "")))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
