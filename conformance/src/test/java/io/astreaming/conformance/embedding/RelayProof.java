package io.astreaming.conformance.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Frame;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** What every relay has to show, whatever container it lives in. Upstream sends a frame for each permit. */
record RelayProof(URI relay, ReplayServer upstream, Recording recording, Semaphore frames) {
    /** A piece reaches the client before the next one is sent, and all of them are what upstream sent, to the byte. */
    void passesOnPieceByPiece() throws Exception {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        frames.release();
        try (InputStream body = open()) {
            for (Frame frame : recording.frames()) {
                sent.writeBytes(frame.bytes());
                received.writeBytes(body.readNBytes(frame.bytes().length));
                assertThat(received.toString(StandardCharsets.UTF_8)).isEqualTo(sent.toString(StandardCharsets.UTF_8));
                frames.release();
            }
            assertThat(body.readAllBytes()).isEmpty();
        }
    }

    /** A client that goes away ends the stream upstream as soon as there is something to tell it. */
    void cancelsUpstreamWhenTheClientGoes() throws Exception {
        frames.release();
        InputStream body = open();
        body.readNBytes(10);
        assertThat(upstream.openStreams()).isEqualTo(1);
        body.close();
        Await.until(() -> {
            frames.release();
            return upstream.openStreams() == 0;
        });
        frames.drainPermits();
    }

    /** What a client gets in all. */
    String whole() throws Exception {
        frames.release(1_000);
        try (InputStream body = open()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            frames.drainPermits();
        }
    }

    private InputStream open() throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(relay)
                                .POST(BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofInputStream())
                .body();
    }
}
