package io.astreaming.benchmarks.measure;

import io.astreaming.benchmarks.contender.Client;
import io.astreaming.benchmarks.contender.Contenders;
import io.astreaming.benchmarks.server.Plan;
import io.astreaming.benchmarks.stream.Shape;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Streams at the same time: threads, latency and completions while they run, or the heap that they take while they are silent.
 * Arguments: client, base URL, streams, pieces of each, milliseconds between two, {@code busy} or {@code idle}.
 */
public final class ConcurrencyMain {
    private static final int WARM_UPS = 20;
    private static final int WARM_UPS_FOR_THE_IDLE = 5;
    private static final int TIMEOUT_SECONDS = 30;
    private static final int IDLE_TIMEOUT_SECONDS = 10;

    private ConcurrencyMain() {}

    public static void main(String[] args) throws Exception {
        Client client = Contenders.client(args[0], args[1]);
        int streams = Integer.parseInt(args[2]);
        int pieces = Integer.parseInt(args[3]);
        Plan plan = new Plan(Shape.OPENAI, pieces, Integer.parseInt(args[4]) * 1_000, 1, true);
        if (args[5].equals("idle")) {
            warmUp(client, WARM_UPS_FOR_THE_IDLE);
            idle(client, plan, streams);
        } else {
            warmUp(client, WARM_UPS);
            busy(client, plan, streams);
        }
        System.exit(0);
    }

    /** Classes and code that every stream needs, so that what is seen later is due to their number. */
    private static void warmUp(Client client, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            ConcurrentStreams few = new ConcurrentStreams(10, 500);
            few.start(client, new Plan(Shape.OPENAI, 500, 0, 1, true).toString());
            if (few.awaitEnd(TIMEOUT_SECONDS) != 10) {
                throw new IllegalStateException("the warm-up failed");
            }
        }
    }

    private static void busy(Client client, Plan plan, int streams) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int before = ownThreads() + 1; // the one that starts the streams
        threads.resetPeakThreadCount();
        ConcurrentStreams concurrent = new ConcurrentStreams(streams, plan.pieces());
        Cost cost = new Cost();
        concurrent.start(client, plan.toString());
        boolean started = concurrent.awaitStart(TIMEOUT_SECONDS);
        long since = System.nanoTime();
        int whole = concurrent.awaitEnd(TIMEOUT_SECONDS);
        cost.print("busy");
        long[] latencies = concurrent.latenciesSince(since);
        Figures.print("busy", "started", started ? 1 : 0);
        Figures.print("busy", "whole", whole);
        Figures.print("busy", "pieces", concurrent.arrived());
        Figures.print("busy", "threads", threads.getPeakThreadCount() - before);
        Figures.print("busy", "p50", quantile(latencies, 0.5));
        Figures.print("busy", "p99", quantile(latencies, 0.99));
    }

    private static void idle(Client client, Plan plan, int streams) throws InterruptedException {
        ConcurrentStreams concurrent = new ConcurrentStreams(streams, plan.pieces());
        long before = ConcurrentStreams.usedHeap();
        concurrent.start(client, plan.toString());
        boolean started = concurrent.awaitStart(IDLE_TIMEOUT_SECONDS);
        Figures.print("idle", "started", started ? 1 : 0);
        if (started) {
            Figures.print("idle", "heap", (ConcurrentStreams.usedHeap() - before) / streams);
        }
    }

    /** Threads that the JVM has anyway: all that there are, but those that the warm-up has left to the client. */
    private static int ownThreads() {
        int own = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String group = thread.getThreadGroup() == null
                    ? ""
                    : thread.getThreadGroup().getName();
            own += group.equals("system") || thread == Thread.currentThread() ? 1 : 0;
        }
        return own;
    }

    private static long quantile(long[] sorted, double at) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.min(sorted.length - 1, Math.floor(at * sorted.length))];
    }
}
