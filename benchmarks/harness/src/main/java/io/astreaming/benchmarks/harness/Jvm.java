package io.astreaming.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts processes of the JDK that is measured, each contender's with the class path that its module was built with. */
final class Jvm {
    private final Path home;
    private final Path modules;
    private final File complaints;

    /**
     * A JDK.
     *
     * @param home where it is
     * @param modules the folder of all modules
     * @param complaints where the processes' standard error goes
     */
    Jvm(Path home, Path modules, Path complaints) {
        this.home = home;
        this.modules = modules;
        this.complaints = complaints.toFile();
    }

    /**
     * A heap whose memory the system has given out before anything is measured. Otherwise each process pays for the first touch of
     * its pages until its first collection, and whoever allocates little pays for longest: it has taken three times what the work
     * itself takes.
     */
    static List<String> heap(String size) {
        return List.of("-Xms" + size, "-Xmx" + size, "-XX:+AlwaysPreTouch");
    }

    /** The jars of a module: its own first, and what it needs. */
    List<String> classPath(String module) {
        Path target = modules.resolve(module).resolve("target").toAbsolutePath().normalize();
        try (Stream<Path> jars = Files.list(target)) {
            String own = jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(module + " isn't packaged"))
                    .toString();
            List<String> classPath = new ArrayList<>(List.of(own));
            classPath.addAll(List.of(
                    Files.readString(target.resolve("classpath.txt")).strip().split(File.pathSeparator)));
            classPath.removeIf(String::isBlank);
            return classPath;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a process on a module's class path, followed by further entries. */
    Process start(String module, List<String> more, List<String> options, String main, List<String> arguments)
            throws IOException {
        List<String> classPath = new ArrayList<>(classPath(module));
        classPath.addAll(more);
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(complaints))
                .start();
    }

    /** Runs a process to its end. */
    List<Figure> run(String module, List<String> more, List<String> options, String main, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = start(module, more, options, main, arguments);
        List<Figure> figures;
        try (Stream<String> lines = process.inputReader().lines()) {
            figures = lines.flatMap(Figure::parse).toList();
        }
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(
                    main + " for " + module + " " + arguments + " ended with " + exit + "; see " + complaints);
        }
        return figures;
    }
}
