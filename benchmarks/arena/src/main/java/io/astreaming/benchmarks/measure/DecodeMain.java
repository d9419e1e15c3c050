package io.astreaming.benchmarks.measure;

import io.astreaming.benchmarks.stream.Bodies;
import java.util.Arrays;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * JMH on each stream. Arguments: decoder, forks for each stream (0 for none), iterations of warm-up and of measurement,
 * milliseconds of each, streams.
 */
public final class DecodeMain {
    /** A folder's bodies are of many shapes, and lead through far more code: it needs longer until all of it is compiled. */
    private static final int WARM_UPS_OF_A_FOLDER = 4;

    private DecodeMain() {}

    public static void main(String[] args) throws RunnerException {
        for (String stream : Arrays.copyOfRange(args, 5, args.length)) {
            int warmUps = Integer.parseInt(args[2]) * (Bodies.isFolder(stream) ? WARM_UPS_OF_A_FOLDER : 1);
            measure(args, stream, warmUps);
        }
    }

    private static void measure(String[] args, String stream, int warmUps) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(Long.parseLong(args[4]));
        Options options = new OptionsBuilder()
                .include(DecodeBenchmark.class.getName())
                .param("decoder", args[0])
                .param("stream", stream)
                .forks(Integer.parseInt(args[1]))
                .warmupIterations(warmUps)
                .measurementIterations(Integer.parseInt(args[3]))
                .warmupTime(time)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        for (RunResult result : new Runner(options).run()) {
            result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .forEach(iteration -> print(stream, iteration));
        }
    }

    private static void print(String stream, IterationResult iteration) {
        Figures.print(stream, "nanos", iteration.getPrimaryResult().getScore());
        Figures.print(
                stream,
                "allocated",
                iteration.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
}
