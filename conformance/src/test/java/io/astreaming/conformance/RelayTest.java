package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.SseDecoder;
import io.astreaming.sse.SseEncoder;
import io.astreaming.testing.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a relay passes on is what the provider sent, to the byte: key order, digits, escapes, white space. */
class RelayTest {
    @Test
    void passesEveryPayloadOfEveryRecordedStreamOnByteForByte() throws IOException {
        int payloads = 0;
        for (Path stream : Corpus.streamsOrOurs()) {
            byte[] bytes = Files.readAllBytes(stream);
            List<Payload> received = received(bytes, 777);
            List<String> sent = dataLines(new String(bytes, StandardCharsets.ISO_8859_1));
            assertThat(received.stream().map(RelayTest::latin))
                    .as(stream.toString())
                    .containsExactlyElementsOf(sent);
            ByteArrayOutputStream relayed = new ByteArrayOutputStream();
            for (Payload payload : received) {
                relayed.writeBytes(SseEncoder.event(payload));
            }
            assertThat(received(relayed.toByteArray(), 7).stream().map(RelayTest::latin))
                    .containsExactlyElementsOf(sent);
            payloads += received.size();
        }
        assertThat(payloads).isGreaterThan(Corpus.isThere() ? 10_000 : 70);
    }

    private static List<Payload> received(byte[] bytes, int piece) {
        List<Payload> received = new ArrayList<>();
        StreamEngine engine = new StreamEngine(
                Wire.CODEC.chunkDecoder(StreamLimits.DEFAULT),
                StreamOptions.DEFAULT,
                (payload, nanos) -> received.add(payload.retain()),
                () -> 0);
        engine.begin(sink -> new SseDecoder(StreamLimits.DEFAULT, sink));
        for (int at = 0; at < bytes.length; at += piece) {
            engine.feed(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
        }
        engine.end();
        return received;
    }

    /** The data of the stream up to the first failure or {@code [DONE]}, found the slow way. */
    private static List<String> dataLines(String body) {
        List<String> data = new ArrayList<>();
        for (String event : body.split("\r?\n\r?\n")) {
            StringBuilder joined = new StringBuilder();
            for (String line : event.split("\r?\n")) {
                if (line.startsWith("data:")) {
                    joined.append(joined.isEmpty() ? "" : "\n")
                            .append(line.substring(line.startsWith("data: ") ? 6 : 5));
                }
            }
            if (!joined.toString().isBlank()) {
                data.add(joined.toString());
            }
            boolean failed = joined.toString().contains("\"error\":{") || event.contains("event: error");
            if (joined.toString().strip().equals("[DONE]") || failed) {
                return data;
            }
        }
        return data;
    }

    private static String latin(Payload payload) {
        return new String(payload.array(), payload.offset(), payload.length(), StandardCharsets.ISO_8859_1);
    }
}
