package io.astreaming.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.StreamListener;
import io.astreaming.request.ChatRequest;
import io.astreaming.testing.AllocatedBytes;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

/** What observing costs for each chunk. */
class ChunkCostTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();

    @Test
    void allocatesNothingForAChunkWhileNoRecordingRuns() {
        assertThat(bytesPerChunk()).isZero();
    }

    @Test
    void allocatesNothingForAChunkWhileARecordingRuns() {
        try (Recording recording = new Recording()) {
            recording.enable("astreaming.Stall");
            recording.start();
            assertThat(bytesPerChunk()).isZero();
        }
    }

    private static long bytesPerChunk() {
        StreamListener stream =
                FlightRecording.listeners("http://127.0.0.1:1/v1").apply(REQUEST);
        return AllocatedBytes.leastPerCall(chunk -> stream.chunkReceived(chunk * 1_000_000));
    }
}
