package io.astreaming.benchmarks.measure;

import java.util.Arrays;
import org.openjdk.jmh.infra.BenchmarkParams;
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
    private DecodeMain() {}

    public static void main(String[] args) throws RunnerException {
        String[] streams = Arrays.copyOfRange(args, 5, args.length);
        TimeValue time = TimeValue.milliseconds(Long.parseLong(args[4]));
        Options options = new OptionsBuilder()
                .include(DecodeBenchmark.class.getName())
                .param("decoder", args[0])
                .param("stream", streams)
                .forks(Integer.parseInt(args[1]))
                .warmupIterations(Integer.parseInt(args[2]))
                .measurementIterations(Integer.parseInt(args[3]))
                .warmupTime(time)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        for (RunResult result : new Runner(options).run()) {
            BenchmarkParams params = result.getParams();
            result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .forEach(iteration -> print(params.getParam("stream"), iteration));
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
