package io.astreaming.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What the threads of this process have spent since a moment: processor time, and bytes allocated. The JVM's own threads are not
 * among them: the compiler's would be noise, and the collector's work shows in the bytes. What a thread has spent that ended
 * meanwhile is lost, to the advantage of whoever starts many.
 */
final class Cost {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final long nanos = System.nanoTime();
    private final Map<Long, Long> cpu;
    private final Map<Long, Long> allocated;

    Cost() {
        long[] ids = THREADS.getAllThreadIds();
        cpu = byThread(ids, THREADS.getThreadCpuTime(ids));
        allocated = byThread(ids, THREADS.getThreadAllocatedBytes(ids));
    }

    private static Map<Long, Long> byThread(long[] ids, long[] values) {
        Map<Long, Long> all = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            all.put(ids[i], values[i]);
        }
        return all;
    }

    void print(String of) {
        long wall = System.nanoTime() - nanos;
        Cost now = new Cost();
        Figures.print(of, "wall", wall);
        Figures.print(of, "cpu", sum(cpu, now.cpu));
        Figures.print(of, "allocated", sum(allocated, now.allocated));
    }

    private static long sum(Map<Long, Long> before, Map<Long, Long> now) {
        return now.entrySet().stream()
                .mapToLong(entry -> Math.max(0, entry.getValue() - before.getOrDefault(entry.getKey(), 0L)))
                .sum();
    }
}
