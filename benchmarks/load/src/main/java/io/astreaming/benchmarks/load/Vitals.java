package io.astreaming.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What this process holds.
 *
 * @param threads live threads
 * @param files open files and sockets; -1 where the system doesn't tell
 * @param heap bytes in use after a collection
 * @param cpu processor time so far
 */
record Vitals(int threads, long files, long heap, Duration cpu) {
    /** After the garbage is gone. */
    static Vitals now() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new Vitals(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                openFiles(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                processorTime());
    }

    static int threadsNow() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    static Duration processorTime() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return Duration.ofNanos(system.getProcessCpuTime());
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
    }

    /** The same again as soon as this holds no more than before, or when that doesn't come to pass in time. */
    Vitals settled(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Vitals now = now();
        while ((now.threads > threads || now.files > files) && System.nanoTime() < deadline) {
            Thread.sleep(200);
            now = now();
        }
        return now;
    }
}
