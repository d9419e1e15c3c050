package io.astreaming.benchmarks.harness;

import io.astreaming.benchmarks.measure.CrowdMain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Two thousand streams at the same time: busy, and silent. */
final class Crowds {
    static final String NAME = "crowd";
    static final String BUSY = "busy";
    static final String IDLE = "idle";
    static final int STREAMS = 2_000;
    /** So much that nobody has to collect while latencies are taken: in a few seconds it would be luck whom a collection hits. */
    private static final String YOUNG = "-Xmn1g";

    static final List<Contender> CONTENDERS = contenders();

    private final Jvm jvm;
    private final Length length;
    private final int feature;

    Crowds(Jvm jvm, Length length, int feature) {
        this.jvm = jvm;
        this.length = length;
        this.feature = feature;
    }

    private static List<Contender> contenders() {
        List<Contender> all = new ArrayList<>(List.of(Contender.SCANNING));
        all.addAll(Contender.PUSHING);
        all.addAll(Contender.RIVAL_CLIENTS);
        return List.copyOf(all);
    }

    void run(Results results) throws IOException, InterruptedException {
        try (Server server = new Server(jvm)) {
            for (int round = 0; round < length.crowdRounds(); round++) {
                for (Contender contender : CONTENDERS) {
                    crowd(contender, server, BUSY, length.crowdPieces(), length.crowdGapMillis(), results);
                    // The second chunk is not awaited.
                    crowd(contender, server, IDLE, 2, 60_000, results);
                }
            }
        }
    }

    /**
     * LangChain4j's client leaves reading, which blocks, to what CompletableFuture runs things in. Before JDK 25 that is a thread
     * for each stream if the common pool has but one; from then on it is the common pool, which we let be as large as it needs,
     * and which still doesn't grow while its threads are blocked.
     */
    private List<String> options(Contender contender) {
        int pool = feature < 25 ? 1 : STREAMS + 100;
        List<String> options = new ArrayList<>(Jvm.heap("2g"));
        options.add(YOUNG);
        if (contender == Contender.LANGCHAIN4J_CLIENT) {
            options.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + pool);
        }
        return options;
    }

    private void crowd(Contender contender, Server server, String what, int pieces, int gapMillis, Results results)
            throws IOException, InterruptedException {
        Progress.say(STREAMS + " streams, " + what + ": " + contender.label());
        jvm.run(
                        contender.module(),
                        List.of(),
                        options(contender),
                        CrowdMain.class.getName(),
                        List.of(
                                contender.fullClassName(),
                                server.baseUrl(),
                                String.valueOf(STREAMS),
                                String.valueOf(pieces),
                                String.valueOf(gapMillis),
                                what))
                .forEach(figure -> results.add(NAME, figure.of(), contender, figure.metric(), figure.value()));
    }
}
