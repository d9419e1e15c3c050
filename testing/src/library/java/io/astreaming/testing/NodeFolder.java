package io.astreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A folder under target with packages from npm, to run scripts in. */
public record NodeFolder(Path path) {
    /** The release of OpenAI's own client that tests compare with. */
    public static final String OPENAI = "openai@6.49.0";

    /**
     * Installs packages once; a test that needs them is skipped where they can't be installed.
     *
     * @param name the folder's name, with the packages' versions
     * @param packages each with its version
     */
    public static NodeFolder with(String name, String... packages) throws Exception {
        NodeFolder folder = new NodeFolder(Path.of("target", name));
        Files.createDirectories(folder.path);
        if (!Files.exists(folder.path.resolve("installed"))) {
            // A package.json of its own keeps npm from looking for one further up.
            Files.writeString(folder.path.resolve("package.json"), "{\"private\":true}");
            List<String> install = new ArrayList<>(
                    List.of("npm", "install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts"));
            install.addAll(List.of(packages));
            String failure = folder.failureOf(Duration.ofMinutes(2), install);
            if (failure != null) {
                Assumptions.abort("skipped: " + String.join(", ", packages) + " can't be installed: " + failure);
            }
            Files.createFile(folder.path.resolve("installed"));
        }
        String failure = folder.failureOf(Duration.ofSeconds(20), List.of("node", "--version"));
        if (failure != null) {
            Assumptions.abort("skipped: node doesn't run: " + failure);
        }
        return folder;
    }

    /** Copies resources that stand beside a test into the folder. */
    public NodeFolder holding(Class<?> test, String... resources) throws IOException {
        for (String resource : resources) {
            try (InputStream in = test.getResourceAsStream(resource)) {
                Files.write(
                        path.resolve(resource),
                        Objects.requireNonNull(in, resource).readAllBytes());
            }
        }
        return this;
    }

    /** Runs a script to its end; the lines that it says. */
    public List<String> run(Duration limit, String script, List<String> arguments) throws Exception {
        Path output = Files.createTempFile(path, "answers", ".jsonl");
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(arguments);
        int exit = exitOf(limit, output, command);
        List<String> said = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(exit).as(said.toString()).isZero();
        return said;
    }

    /** Starts a script that goes on until it is {@linkplain #end ended}. */
    public Process start(String script) throws IOException {
        return new ProcessBuilder("node", script)
                .directory(path.toFile())
                .redirectError(path.resolve(script + ".err").toFile())
                .start();
    }

    /** Why a command fails, null if it doesn't. */
    private String failureOf(Duration limit, List<String> command) throws Exception {
        Path output = Files.createTempFile(path, "output", ".txt");
        try {
            int exit = exitOf(limit, output, command);
            return exit == 0 ? null : "exit code " + exit + ": " + Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private int exitOf(Duration limit, Path output, List<String> command) throws Exception {
        // What is logged to the standard error is no answer.
        Process process = new ProcessBuilder(command)
                .directory(path.toFile())
                .redirectError(
                        output.resolveSibling(output.getFileName() + ".err").toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } finally {
            end(process);
        }
    }

    /** Ends a process and all that it started. */
    public static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
