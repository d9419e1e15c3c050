package io.astreaming.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** What this process has spent since a moment: the time of its processors, and the bytes that its threads have allocated. */
final class Cost {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final long nanos = System.nanoTime();
    private final long cpu = SYSTEM.getProcessCpuTime();
    private final Map<Long, Long> allocated = allocated();

    /** By thread: those that have ended meanwhile are lost, which is to the advantage of whoever starts many. */
    private static Map<Long, Long> allocated() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            allocated.put(ids[i], bytes[i]);
        }
        return allocated;
    }

    void print(String of) {
        long wall = System.nanoTime() - nanos;
        long processors = SYSTEM.getProcessCpuTime() - cpu;
        long bytes = allocated().entrySet().stream()
                .mapToLong(now -> Math.max(0, now.getValue() - allocated.getOrDefault(now.getKey(), 0L)))
                .sum();
        Figures.print(of, "wall", wall);
        Figures.print(of, "cpu", processors);
        Figures.print(of, "allocated", bytes);
    }
}
