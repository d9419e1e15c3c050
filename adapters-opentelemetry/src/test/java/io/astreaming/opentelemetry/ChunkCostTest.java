package io.astreaming.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.StreamListener;
import io.astreaming.request.ChatRequest;
import io.astreaming.testing.AllocatedBytes;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What observing costs for each chunk. */
class ChunkCostTest {
    @RegisterExtension
    static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();

    @Test
    void allocatesNothingForAChunkWhereNobodyExports() {
        assertThat(bytesPerChunk(OpenTelemetry.noop())).isZero();
    }

    @Test
    void allocatesNothingForAChunkOverTheSdk() {
        assertThat(bytesPerChunk(OTEL.getOpenTelemetry())).isZero();
    }

    private static long bytesPerChunk(OpenTelemetry openTelemetry) {
        StreamListener stream = ChatTelemetry.of(openTelemetry)
                .listeners("http://127.0.0.1:1/v1")
                .apply(REQUEST);
        return AllocatedBytes.leastPerCall(chunk -> stream.chunkReceived(chunk * 1_000_000));
    }
}
