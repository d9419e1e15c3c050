package io.astreaming.benchmarks.measure;

import io.astreaming.benchmarks.contender.Contenders;
import io.astreaming.benchmarks.contender.Decoder;
import io.astreaming.benchmarks.stream.Bodies;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** From the bytes of whole bodies to every chunk of them. {@link Check} is the test that the chunks are right. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    /** The class of the decoder. */
    @Param("io.astreaming.benchmarks.floor.EventEnds")
    public String decoder = "";

    /** The argument of {@link Bodies#of}. */
    @Param("openai")
    public String stream = "";

    private Decoder decodes;
    private List<byte[]> bodies;

    @Setup
    public void prepare() {
        decodes = Contenders.decoder(decoder);
        bodies = Bodies.of(stream).bodies();
    }

    @Benchmark
    public void decode(Blackhole hole) {
        Consumer<Object> sink = hole::consume;
        for (byte[] body : bodies) {
            try {
                decodes.decode(body, sink);
            } catch (RuntimeException e) {
                // A stream that this contender can't read; the check has counted it.
                hole.consume(e);
            }
        }
    }
}
