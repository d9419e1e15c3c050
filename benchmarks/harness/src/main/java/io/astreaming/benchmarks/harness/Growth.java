package io.astreaming.benchmarks.harness;

import java.io.IOException;
import java.util.List;

/** Time and memory of longer and longer streams, in a heap that is small. */
final class Growth {
    static final String NAME = "growth";
    static final String HEAP = "-Xmx64m";

    private static final String MAIN = "io.astreaming.benchmarks.astreaming.GrowthMain";

    private final Jvm jvm;
    private final Length length;

    Growth(Jvm jvm, Length length) {
        this.jvm = jvm;
        this.length = length;
    }

    void run(Results results) throws IOException, InterruptedException {
        List<String> lengths = length.growth().stream().map(String::valueOf).toList();
        for (int round = 0; round < length.rounds(); round++) {
            Progress.say("growth, round " + (round + 1) + " of " + length.rounds());
            jvm.run("astreaming", List.of(), List.of(HEAP), MAIN, lengths)
                    .forEach(figure ->
                            results.add(NAME, figure.of(), Contender.ASSEMBLED, figure.metric(), figure.value()));
        }
    }
}
