package io.astreaming.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import io.astreaming.benchmarks.contender.Contenders;
import io.astreaming.benchmarks.contender.Decoder;
import io.astreaming.benchmarks.stream.Bodies;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What a piece of a stream costs the thread that decodes it: the processor time of the fastest round, which other work on the machine
 * disturbs less than it does an average, and the bytes allocated. Arguments: decoder, seconds of processor time for each stream, streams.
 */
public final class ProcessorTimeMain {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final int BODIES_PER_ROUND = 10;

    /** The last chunk, so that no chunk is made in vain. */
    private static volatile Object last;

    private ProcessorTimeMain() {}

    public static void main(String[] args) {
        Decoder decoder = Contenders.decoder(args[0]);
        for (String stream : Arrays.asList(args).subList(2, args.length)) {
            measure(decoder, Integer.parseInt(args[1]), stream);
        }
        System.exit(0);
    }

    private static void measure(Decoder decoder, int seconds, String stream) {
        byte[] body = Bodies.of(stream).bodies().get(0);
        long pieces = (long) BODIES_PER_ROUND * Bodies.PIECES;
        double nanos = Double.MAX_VALUE;
        double allocated = 0;
        long end = THREADS.getCurrentThreadCpuTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (THREADS.getCurrentThreadCpuTime() < end) {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long time = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < BODIES_PER_ROUND; i++) {
                decoder.decode(body, chunk -> last = chunk);
            }
            nanos = Math.min(nanos, (double) (THREADS.getCurrentThreadCpuTime() - time) / pieces);
            allocated = (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / pieces;
        }
        String name = decoder.getClass().getSimpleName();
        System.out.printf("%-16s %-20s %6.0f ns %6.0f bytes%n", stream, name, nanos, allocated);
    }
}
