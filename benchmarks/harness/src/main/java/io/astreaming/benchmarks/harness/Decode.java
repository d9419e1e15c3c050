package io.astreaming.benchmarks.harness;

import io.astreaming.benchmarks.measure.CheckMain;
import io.astreaming.benchmarks.measure.DecodeMain;
import io.astreaming.benchmarks.stream.Bodies;
import io.astreaming.benchmarks.stream.Shape;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Decoding in memory, by JMH; before it, a look at whether everybody finds the same. */
final class Decode {
    static final String NAME = "decode";
    static final String CHECK = "check";
    static final String MIX = "mix";

    private final Jvm jvm;
    private final Length length;
    private final Path folder;

    Decode(Jvm jvm, Length length, Path folder) {
        this.jvm = jvm;
        this.length = length;
        this.folder = folder;
    }

    void run(Results results) throws IOException, InterruptedException {
        List<String> streams = new ArrayList<>(Arrays.stream(Shape.values())
                .map(shape -> shape.name().toLowerCase(Locale.ROOT))
                .toList());
        if (Files.isDirectory(folder)) {
            streams.add(folder.toString());
        } else {
            Progress.say("no folder " + folder + ": there will be no mix of recorded streams");
        }
        for (Contender contender : Contender.DECODERS) {
            check(contender, streams, results);
        }
        refuseWrongText(results);
        if (streams.contains(folder.toString())) {
            share(results);
        }
        // JMH is on our class path, not on theirs.
        List<String> jmh = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        for (int round = 0; round < length.decodeRounds(); round++) {
            for (Contender contender : Contender.DECODERS) {
                Progress.say(
                        "decode, round " + (round + 1) + " of " + length.decodeRounds() + ": " + contender.label());
                List<String> arguments = new ArrayList<>(List.of(
                        contender.fullClassName(),
                        String.valueOf(length.forks()),
                        String.valueOf(length.warmUps()),
                        String.valueOf(length.iterations()),
                        String.valueOf(length.iterationMillis())));
                arguments.addAll(streams);
                jvm.run(contender.module(), jmh, Jvm.heap("1g"), DecodeMain.class.getName(), arguments)
                        .forEach(figure -> add(results, contender, figure));
            }
        }
    }

    /** How many payloads of the recorded streams the fast reader answers. */
    private void share(Results results) throws IOException, InterruptedException {
        String main = "io.astreaming.benchmarks.astreaming.ShareMain";
        jvm.run("astreaming", List.of(), List.of(), main, List.of(folder.toString()))
                .forEach(figure -> results.add(CHECK, MIX, Contender.CHUNKS, figure.metric(), figure.value()));
    }

    /** What was measured of all bodies, for each chunk: of ours, or of its own if it couldn't read them all. */
    private void add(Results results, Contender contender, Figure figure) {
        String of = name(figure.of());
        boolean failed = results.median(CHECK, of, contender, "failed") > 0;
        double chunks = results.median(CHECK, of, failed ? contender : Contender.CHUNKS, "chunks");
        results.add(NAME, of, contender, figure.metric(), figure.value() / chunks);
    }

    private void check(Contender contender, List<String> streams, Results results)
            throws IOException, InterruptedException {
        Progress.say("check: " + contender.label());
        List<String> arguments = new ArrayList<>(List.of(contender.fullClassName()));
        arguments.addAll(streams);
        List<Figure> found = jvm.run(contender.module(), List.of(), List.of(), CheckMain.class.getName(), arguments);
        for (String stream : streams) {
            String of = name(stream);
            results.add(CHECK, of, contender, "chunks", sum(found, stream, "chunks"));
            results.add(CHECK, of, contender, "failed", sum(found, stream, "failed"));
            for (Figure figure : found) {
                if (figure.of().startsWith(stream + "\t") && figure.metric().equals("text")) {
                    results.add(CHECK, figure.of().replace(stream, of), contender, "text", figure.value());
                }
            }
        }
    }

    /** The other contenders' texts are compared and the table reports differences; ours must be right. */
    private void refuseWrongText(Results results) {
        for (Shape shape : Shape.values()) {
            String of = shape.name().toLowerCase(Locale.ROOT);
            double found = results.median(CHECK, of + "\t" + of, Contender.CHUNKS, "text");
            if (found != shape.text(Bodies.PIECES).hashCode()
                    || results.median(CHECK, of, Contender.CHUNKS, "chunks") != Shape.chunks(Bodies.PIECES)) {
                throw new IllegalStateException("the library reads " + of + " wrong; nothing is measured");
            }
        }
    }

    private static double sum(List<Figure> figures, String stream, String metric) {
        return figures.stream()
                .filter(figure ->
                        figure.of().startsWith(stream + "\t") && figure.metric().equals(metric))
                .mapToDouble(Figure::value)
                .sum();
    }

    private String name(String stream) {
        return stream.equals(folder.toString()) ? MIX : stream;
    }
}
