package io.astreaming.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: measures, and writes a page and its charts. */
@Command(name = "benchmarks", mixinStandardHelpOptions = true, sortOptions = false)
final class Main implements Callable<Integer> {
    enum Size {
        SHORT,
        LONG
    }

    @Option(names = "--length", description = "short (some minutes) or long (an hour)")
    private Size length = Size.SHORT;

    @Option(names = "--only", split = ",", description = "decode, end-to-end, concurrency, cold-start, growth")
    private Set<String> only = Set.of(Decode.NAME, EndToEnd.NAME, Concurrency.NAME, ColdStart.NAME, Growth.NAME);

    @Option(names = "--folder", description = "of .sse files, for the mix")
    private Path folder = Path.of("none");

    @Option(names = "--jdk", description = "the home of the JDK that runs the contenders")
    private Path jdk = Path.of(System.getProperty("java.home"));

    @Option(names = "--modules", description = "where the contenders' modules are built")
    private Path modules = Path.of(".");

    @Option(names = "--again", description = "measure nothing, write the page of the run before")
    private boolean again;

    @Option(names = "--out", description = "where the page goes")
    private Path out = Path.of("docs/benchmarks");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path target =
                modules.resolve("harness").resolve("target").toAbsolutePath().normalize();
        Files.createDirectories(target);
        Properties release = Machine.jdk(jdk);
        int feature = Machine.feature(release);
        Jvm jvm = new Jvm(jdk, modules, target.resolve("stderr.log"));
        Length how = length == Size.SHORT ? Length.SHORT : Length.LONG;
        Path values = target.resolve("results-jdk" + feature + ".tsv");
        Results results;
        if (again) {
            results = Results.load(values);
        } else {
            results = measure(jvm, how, feature, target.resolve("archives"));
            results.save(values);
        }
        String jdkName = release.getProperty("IMPLEMENTOR") + " " + release.getProperty("JAVA_RUNTIME_VERSION");
        List<Requirement> requirements = Requirements.of(results, Machine.cores());
        new Page(results, requirements, out, "jdk" + feature)
                .write(length.name().toLowerCase(Locale.ROOT), jdkName, Machine.processor(), Machine.versions(jvm));
        requirements.forEach(it -> System.out.printf(
                "%-14s %s, %s: %s, required %s%n",
                it.verdict().replace("*", ""), it.area(), it.what(), it.measured(), it.required()));
        Progress.say("written to " + out.toAbsolutePath().normalize());
        return 0;
    }

    private Results measure(Jvm jvm, Length how, int feature, Path archives) throws IOException, InterruptedException {
        Results results = new Results();
        if (only.contains(Decode.NAME)) {
            new Decode(jvm, how, folder).run(results);
        }
        if (only.contains(EndToEnd.NAME)) {
            new EndToEnd(jvm, how).run(results);
        }
        if (only.contains(Concurrency.NAME)) {
            new Concurrency(jvm, how, feature).run(results);
        }
        if (only.contains(ColdStart.NAME)) {
            new ColdStart(jvm, how, feature, archives).run(results);
        }
        if (only.contains(Growth.NAME)) {
            new Growth(jvm, how).run(results);
        }
        return results;
    }
}
