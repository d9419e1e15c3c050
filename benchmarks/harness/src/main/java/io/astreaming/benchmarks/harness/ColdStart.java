package io.astreaming.benchmarks.harness;

import io.astreaming.benchmarks.measure.ColdMain;
import io.astreaming.benchmarks.server.Plan;
import io.astreaming.benchmarks.stream.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The time from the start of a JVM to the first text of a stream: by default, and with the JDK's options for a faster
 * start.
 */
final class ColdStart {
    static final String NAME = "cold-start";
    static final String PLAIN = "plain";

    static final List<Contender> CONTENDERS = List.of(
            Contender.SCANNING,
            Contender.PULLED,
            Contender.LINES_CLIENT,
            Contender.LANGCHAIN4J_CLIENT,
            Contender.OPENAI_JAVA_CLIENT,
            Contender.SPRING_AI_CLIENT);

    private static final String MODEL = new Plan(Shape.OPENAI, 5, 0, 1, false).toString();

    private final Jvm jvm;
    private final Length length;
    private final int feature;
    private final Path archives;

    ColdStart(Jvm jvm, Length length, int feature, Path archives) {
        this.jvm = jvm;
        this.length = length;
        this.feature = feature;
        this.archives = archives;
    }

    /** A way to start: the JVM's options for the preparation, and for the measured start. */
    private record Way(String name, String prepare, String use) {}

    private List<Way> ways() {
        Way plain = new Way(PLAIN, "", "");
        Way appCds = new Way("AppCDS", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=");
        Way aot = new Way("AOT cache", "-XX:AOTCacheOutput=", "-XX:AOTCache=");
        return feature >= 25 ? List.of(plain, appCds, aot) : List.of(plain, appCds);
    }

    void run(Results results) throws IOException, InterruptedException {
        Files.createDirectories(archives);
        try (Server server = new Server(jvm)) {
            for (Way way : ways()) {
                for (Contender contender : CONTENDERS) {
                    Progress.say("cold start, preparing " + way.name() + ": " + contender.label());
                    Files.deleteIfExists(archive(way, contender));
                    start(contender, server, option(way.prepare(), way, contender));
                }
            }
            for (int round = 0; round < length.starts(); round++) {
                Progress.say("cold start, round " + (round + 1) + " of " + length.starts());
                for (Way way : ways()) {
                    for (Contender contender : CONTENDERS) {
                        long before = System.nanoTime();
                        for (Figure figure : start(contender, server, option(way.use(), way, contender))) {
                            boolean first = figure.metric().equals("first");
                            results.add(
                                    NAME,
                                    way.name(),
                                    contender,
                                    figure.metric(),
                                    figure.value() - (first ? before : 0));
                        }
                    }
                }
            }
        }
    }

    private List<Figure> start(Contender contender, Server server, List<String> options)
            throws IOException, InterruptedException {
        return jvm.run(
                contender.module(),
                List.of(),
                options,
                ColdMain.class.getName(),
                List.of(contender.fullClassName(), server.baseUrl(), MODEL));
    }

    private List<String> option(String option, Way way, Contender contender) {
        return option.isEmpty()
                ? List.of()
                : List.of(option + archive(way, contender), "-Xlog:disable", "-Xlog:all=error:stderr");
    }

    private Path archive(Way way, Contender contender) {
        return archives.resolve((contender.className() + "-" + way.name()).replace(' ', '-'));
    }
}
