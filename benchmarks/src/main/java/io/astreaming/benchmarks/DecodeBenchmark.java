package io.astreaming.benchmarks;

import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.http.SseDecoder;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.port.StreamLimits;
import io.astreaming.stream.Conductor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole stream of {@value #CHUNKS} chunks of OpenAI's shape, fed in pieces as a socket would give them: the floor that only
 * finds the events' ends, and the machine with framing, JSON, interpretation and assembly.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecodeBenchmark {
    static final int CHUNKS = 1_000;
    private static final int PIECE = 16_384;

    private final JsonbChatCodec codec = new JsonbChatCodec();
    private final byte[] stream = stream();
    private long events;

    private static byte[] stream() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < CHUNKS; i++) {
            out.append("data: {\"id\":\"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG\",\"object\":\"chat.completion.chunk\",")
                    .append("\"created\":1741570283,\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\",")
                    .append("\"system_fingerprint\":\"fp_fc9f1d7035\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word")
                    .append(i)
                    .append("\"},\"logprobs\":null,\"finish_reason\":null}],\"obfuscation\":\"Zm9vYmFy\"}\n\n");
        }
        out.append("data: {\"id\":\"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG\",\"object\":\"chat.completion.chunk\",")
                .append("\"created\":1741570283,\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,\"delta\":{},")
                .append("\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The floor: where do the events end? */
    @Benchmark
    public int findEvents() {
        int events = 0;
        for (int i = 1; i < stream.length; i++) {
            if (stream[i] == '\n' && stream[i - 1] == '\n') {
                events++;
            }
        }
        return events;
    }

    /** From bytes to the outcome, every event taken on the way. */
    @Benchmark
    public Outcome decode() {
        Conductor conductor = new Conductor(
                codec.chunkDecoder(StreamLimits.DEFAULT),
                StreamLimits.DEFAULT,
                false,
                (payload, nanos) -> {},
                System::nanoTime);
        conductor.begin(sink -> new SseDecoder(StreamLimits.DEFAULT, sink));
        for (int at = 0; at < stream.length; at += PIECE) {
            conductor.feed(ByteBuffer.wrap(stream, at, Math.min(PIECE, stream.length - at)));
            for (ChatEvent event = conductor.poll(); event != null; event = conductor.poll()) {
                events++;
            }
        }
        conductor.end();
        return conductor.outcome();
    }
}
