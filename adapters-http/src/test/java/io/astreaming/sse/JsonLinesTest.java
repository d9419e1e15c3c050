package io.astreaming.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.error.LimitExceededException;
import io.astreaming.port.Payload;
import io.astreaming.port.PayloadDecoder;
import io.astreaming.port.PayloadSink;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
    private final List<String> seen = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void splitsABodyAtItsLineEndsInPiecesOfAnySize(int piece) {
        byte[] body = "{\"a\":\"é\"}\n\n \r\n{\"b\":2}\r\n[3]\rcut".getBytes(StandardCharsets.UTF_8);
        PayloadDecoder decoder = decoder(StreamLimits.DEFAULT);
        for (int at = 0; at < body.length; at += piece) {
            decoder.feed(ByteBuffer.wrap(body, at, Math.min(piece, body.length - at)));
        }
        decoder.end();
        assertThat(seen).containsExactly("0@0 {\"a\":\"é\"}", "1@15 {\"b\":2}", "2@24 [3]", "cut 3@28 cut");
    }

    @Test
    void refusesALineThatIsTooLong() {
        PayloadDecoder decoder = decoder(StreamLimits.DEFAULT.withEventBytes(2_000));
        decoder.feed(ByteBuffer.wrap("x".repeat(2_000).getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> decoder.feed(ByteBuffer.wrap(new byte[] {'x'})))
                .isInstanceOf(LimitExceededException.class);
    }

    private PayloadDecoder decoder(StreamLimits limits) {
        ResponseHead head =
                new ResponseHead(200, Map.of("content-type", List.of("application/x-ndjson; charset=utf-8")));
        return BodyDecoder.of(
                head,
                limits,
                new PayloadSink() {
                    @Override
                    public void payload(Payload payload) {
                        seen.add(shown(payload));
                    }

                    @Override
                    public void unterminated(Payload payload) {
                        seen.add("cut " + shown(payload));
                    }
                },
                UnaryOperator.identity());
    }

    private static String shown(Payload payload) {
        return payload.number() + "@" + payload.position() + " " + payload.text();
    }
}
