package io.astreaming.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.StreamListener;
import io.astreaming.request.ChatRequest;
import io.astreaming.testing.AllocatedBytes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** What observing costs for each chunk. */
class ChunkCostTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();

    @Test
    void allocatesNothingForAChunk() {
        StreamListener stream = ChatMetrics.of(new SimpleMeterRegistry())
                .listeners("http://127.0.0.1:1/v1")
                .apply(REQUEST);
        assertThat(AllocatedBytes.leastPerCall(chunk -> stream.chunkReceived(chunk * 1_000_000)))
                .isZero();
    }
}
