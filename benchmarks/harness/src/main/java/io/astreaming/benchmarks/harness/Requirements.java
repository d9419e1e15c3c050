package io.astreaming.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;

/** What the run must show, and whether it does: ratios of medians, all from the same run. */
final class Requirements {
    private static final String TIMES = " times";

    private final Results results;
    private final int cores;
    private final List<Requirement> all = new ArrayList<>();

    private Requirements(Results results, int cores) {
        this.results = results;
        this.cores = cores;
    }

    static List<Requirement> of(Results results, int cores) {
        Requirements requirements = new Requirements(results, cores);
        requirements.decode();
        requirements.endToEnd();
        requirements.concurrency();
        requirements.coldStart();
        requirements.growth();
        return requirements.all;
    }

    private void decode() {
        if (!results.has(Decode.NAME)) {
            return;
        }
        for (String of : List.of("openai", "litellm", "tools")) {
            String area = "decode, " + of;
            double ours = results.median(Decode.NAME, of, Contender.CHUNKS, "nanos");
            double floor = results.median(Decode.NAME, of, Contender.CONTENT_STRINGS, "nanos");
            all.add(Requirement.atMost(area, "time against the content string's floor", 2, TIMES, ours / floor));
            faster(area, of, Contender.OPENAI_JAVA, 30, ours);
            faster(area, of, Contender.LANGCHAIN4J, 10, ours);
            faster(area, of, Contender.JACKSON, 6, ours);
            double allocated = results.median(Decode.NAME, of, Contender.CHUNKS, "allocated");
            all.add(Requirement.atMost(area, "allocated for each chunk", 300, " bytes", allocated));
        }
        if (results.cases(Decode.NAME).contains(Decode.MIX)) {
            mix();
        }
    }

    private void mix() {
        String area = "decode, mix";
        double share = results.median(Decode.CHECK, Decode.MIX, Contender.CHUNKS, "fast")
                / results.median(Decode.CHECK, Decode.MIX, Contender.CHUNKS, "payloads");
        all.add(Requirement.atLeast(area, "chunks read by the fast reader", 90, " %", 100 * share));
        double ours = results.median(Decode.NAME, Decode.MIX, Contender.CHUNKS, "nanos");
        faster(area, Decode.MIX, Contender.JACKSON, 4, ours);
    }

    private void faster(String area, String of, Contender rival, double times, double ours) {
        double theirs = results.median(Decode.NAME, of, rival, "nanos");
        all.add(Requirement.atLeast(area, "faster than " + rival.label(), times, TIMES, theirs / ours));
    }

    private void endToEnd() {
        for (String of : results.cases(EndToEnd.NAME)) {
            for (Contender ours : List.of(Contender.PULLED, Contender.PUSHED, Contender.PUSHED_IN_PLACE)) {
                String area = "end to end, " + of;
                double cpu = results.median(EndToEnd.NAME, of, ours, "cpu");
                String who = ours.label();
                all.add(Requirement.atMost(
                        area,
                        who + ": processor time against discarding",
                        1.25,
                        TIMES,
                        cpu / cpu(of, Contender.DISCARDING)));
                all.add(Requirement.atLeast(
                        area,
                        who + ": better than LangChain4j",
                        2,
                        TIMES,
                        cpu(of, Contender.LANGCHAIN4J_CLIENT) / cpu));
                all.add(Requirement.atLeast(
                        area,
                        who + ": better than openai-java",
                        3,
                        TIMES,
                        cpu(of, Contender.OPENAI_JAVA_CLIENT) / cpu));
                all.add(Requirement.atMost(
                        area,
                        who + ": allocated for each chunk",
                        1_024,
                        " bytes",
                        results.median(EndToEnd.NAME, of, ours, "allocated")));
            }
        }
    }

    private double cpu(String of, Contender contender) {
        return results.median(EndToEnd.NAME, of, contender, "cpu");
    }

    private void concurrency() {
        if (!results.has(Concurrency.NAME)) {
            return;
        }
        Contender.PUSHING.forEach(this::concurrency);
    }

    private void concurrency(Contender us) {
        String area = Concurrency.STREAMS + " streams, " + us.label();
        double whole = results.median(Concurrency.NAME, Concurrency.BUSY, us, "whole");
        all.add(Requirement.atLeast(area, "complete", Concurrency.STREAMS, "", whole));
        double threads = results.median(Concurrency.NAME, Concurrency.BUSY, us, "threads");
        all.add(Requirement.atMost(area, "threads for each core", 4, "", threads / cores));
        for (String metric : List.of("p50", "p99")) {
            double ours = results.median(Concurrency.NAME, Concurrency.BUSY, us, metric) / 1e6;
            for (Contender rival : Contender.RIVAL_CLIENTS) {
                // A contender that didn't start all streams has no meaningful latency.
                boolean started = results.median(Concurrency.NAME, Concurrency.BUSY, rival, "started") > 0;
                double theirs = started
                        ? results.median(Concurrency.NAME, Concurrency.BUSY, rival, metric) / 1e6
                        : Double.POSITIVE_INFINITY;
                all.add(Requirement.below(
                        area, "added latency, " + metric + ", below " + rival.label(), theirs, " ms", ours));
            }
        }
        double heap = results.median(Concurrency.NAME, Concurrency.IDLE, us, "heap");
        double bare = results.median(Concurrency.NAME, Concurrency.IDLE, Contender.SCANNING, "heap");
        all.add(Requirement.atMost(area, "heap of an idle stream against the bare client's", 1.1, TIMES, heap / bare));
    }

    private void coldStart() {
        for (String way : results.cases(ColdStart.NAME)) {
            String area = "cold start, " + way;
            double ours = results.median(ColdStart.NAME, way, Contender.PULLED, "first");
            double bare = results.median(ColdStart.NAME, way, Contender.SCANNING, "first");
            double openai = results.median(ColdStart.NAME, way, Contender.OPENAI_JAVA_CLIENT, "first");
            all.add(Requirement.atMost(area, "time to first text against bare HttpClient", 1.15, TIMES, ours / bare));
            all.add(Requirement.below(area, "time to first text against openai-java", 0.5, TIMES, ours / openai));
        }
    }

    /** Linear is what costs the same for each chunk, however long the stream: shortest of the lengths is what is warm. */
    private void growth() {
        List<String> lengths = results.cases(Growth.NAME).stream()
                .filter(length -> Integer.parseInt(length) >= 10_000)
                .toList();
        if (lengths.isEmpty()) {
            return;
        }
        for (String metric : List.of("nanos", "held")) {
            double[] each = lengths.stream()
                    .mapToDouble(length -> results.median(Growth.NAME, length, Contender.ASSEMBLED, metric)
                            / results.median(Growth.NAME, length, Contender.ASSEMBLED, "characters"))
                    .toArray();
            double first = each[0];
            double last = each[each.length - 1];
            boolean time = metric.equals("nanos");
            all.add(Requirement.atMost(
                    "growth",
                    (time ? "time" : "memory held") + " for each character at " + lengths.get(lengths.size() - 1)
                            + " chunks against " + lengths.get(0),
                    time ? 1.25 : 2, // a buffer that doubles is up to half empty
                    TIMES,
                    last / first));
        }
    }
}
