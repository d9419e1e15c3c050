package io.astreaming.benchmarks.harness;

import io.astreaming.benchmarks.measure.ConcurrencyMain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Two thousand streams at the same time: busy, and silent. */
final class Concurrency {
    static final String NAME = "concurrency";
    static final String BUSY = "busy";
    static final String IDLE = "idle";
    static final int STREAMS = 2_000;
    /**
     * A heap so large that no collection runs while latencies are measured; otherwise chance would decide which
     * contender it delays.
     */
    private static final String YOUNG = "-Xmn1g";

    static final List<Contender> CONTENDERS = contenders();

    private final Jvm jvm;
    private final Length length;
    private final int feature;

    Concurrency(Jvm jvm, Length length, int feature) {
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
            for (int round = 0; round < length.concurrencyRounds(); round++) {
                for (Contender contender : CONTENDERS) {
                    run(contender, server, BUSY, length.concurrencyPieces(), length.concurrencyGapMillis(), results);
                    // The second chunk is not awaited.
                    run(contender, server, IDLE, 2, 60_000, results);
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

    private void run(Contender contender, Server server, String what, int pieces, int gapMillis, Results results)
            throws IOException, InterruptedException {
        Progress.say(STREAMS + " streams, " + what + ": " + contender.label());
        jvm.run(
                        contender.module(),
                        List.of(),
                        options(contender),
                        ConcurrencyMain.class.getName(),
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
