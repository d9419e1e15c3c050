package io.astreaming.benchmarks.harness;

import io.astreaming.benchmarks.measure.EndToEndMain;
import io.astreaming.benchmarks.server.Plan;
import io.astreaming.benchmarks.stream.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One stream at a time over the loopback: processor time and allocation of the client's whole process. */
final class EndToEnd {
    static final String NAME = "end-to-end";
    /** Each chunk is written alone, with a short pause: what a provider does. */
    static final String PACED = "chunk by chunk";
    /** Sixteen chunks at a time, without a pause: what a proxy does, or a fast model. */
    static final String BURSTS = "in bursts";

    static final List<Contender> CONTENDERS = contenders();

    /**
     * What a thread has spent is lost when it ends. With a common pool of one thread, which is what two cores make it,
     * CompletableFuture starts a thread for each task; so the pool gets two, and they live to be counted.
     */
    private static final String POOL = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2";

    private static final int WARM_UPS = 20;
    private static final int GAP_MICROS = 100;
    private static final int BURST = 16;

    private final Jvm jvm;
    private final Length length;

    EndToEnd(Jvm jvm, Length length) {
        this.jvm = jvm;
        this.length = length;
    }

    private static List<String> options() {
        List<String> options = new ArrayList<>(Jvm.heap("512m"));
        options.add(POOL);
        return options;
    }

    private static List<Contender> contenders() {
        List<Contender> all = new ArrayList<>(List.of(Contender.DISCARDING, Contender.SCANNING, Contender.PULLED));
        all.addAll(Contender.PUSHING);
        all.addAll(Contender.RIVAL_CLIENTS);
        return List.copyOf(all);
    }

    void run(Results results) throws IOException {
        Map<String, Plan> plans = new LinkedHashMap<>();
        plans.put(PACED, new Plan(Shape.OPENAI, length.pacedPieces(), GAP_MICROS, 1, false));
        plans.put(BURSTS, new Plan(Shape.OPENAI, length.burstPieces(), 0, BURST, false));
        try (Server server = new Server(jvm)) {
            Map<Contender, Process> processes = new LinkedHashMap<>();
            try {
                for (Contender contender : CONTENDERS) {
                    processes.put(
                            contender,
                            jvm.start(
                                    contender.module(),
                                    List.of(),
                                    options(),
                                    EndToEndMain.class.getName(),
                                    List.of(contender.fullClassName(), server.baseUrl())));
                }
                measure(processes, plans, results);
            } finally {
                processes.values().forEach(Process::destroy);
            }
        }
    }

    private void measure(Map<Contender, Process> processes, Map<String, Plan> plans, Results results)
            throws IOException {
        Map<Contender, BufferedReader> answers = new LinkedHashMap<>();
        for (Map.Entry<Contender, Process> entry : processes.entrySet()) {
            Progress.say("end to end, warm-up: " + entry.getKey().label());
            answers.put(entry.getKey(), entry.getValue().inputReader());
            Plan warmUp = new Plan(Shape.OPENAI, length.burstPieces(), 0, BURST, false);
            order(entry.getValue(), answers.get(entry.getKey()), WARM_UPS, warmUp);
            order(entry.getValue(), answers.get(entry.getKey()), 1, plans.get(PACED));
        }
        for (int round = 0; round < length.rounds(); round++) {
            Progress.say("end to end, round " + (round + 1) + " of " + length.rounds());
            for (Map.Entry<String, Plan> plan : plans.entrySet()) {
                for (Contender contender : CONTENDERS) {
                    List<Figure> figures = order(processes.get(contender), answers.get(contender), 1, plan.getValue());
                    check(contender, plan.getValue(), figures);
                    figures.forEach(figure -> results.add(
                            NAME,
                            plan.getKey(),
                            contender,
                            figure.metric(),
                            figure.value() / plan.getValue().pieces()));
                }
            }
        }
    }

    /**
     * All the text must have arrived, unless the contender discards it. The bare client doesn't decode escapes, so it
     * counts more.
     */
    private static void check(Contender contender, Plan plan, List<Figure> figures) {
        double wanted = plan.shape().text(plan.pieces()).length();
        double found = figures.stream()
                .filter(figure -> figure.metric().equals("characters"))
                .mapToDouble(Figure::value)
                .sum();
        boolean right = contender == Contender.DISCARDING
                ? found == 0
                : contender == Contender.SCANNING ? found >= wanted : found == wanted;
        if (!right) {
            throw new IllegalStateException(
                    contender.label() + " received " + found + " characters instead of " + wanted);
        }
    }

    private static List<Figure> order(Process process, BufferedReader answers, int times, Plan plan)
            throws IOException {
        process.outputWriter().write(times + " " + plan + "\n");
        process.outputWriter().flush();
        List<Figure> figures = new ArrayList<>();
        for (String line = answers.readLine(); !"done".equals(line); line = answers.readLine()) {
            if (line == null) {
                throw new IOException("a client has ended too early");
            }
            figures.addAll(Figure.parse(line).toList());
        }
        return figures;
    }
}
