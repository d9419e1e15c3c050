package io.astreaming.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.port.Payload;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseEncoderTest {
    @Test
    void writesAnEvent() {
        assertThat(text(SseEncoder.event("{\"a\": \"\u00e9\"}"))).isEqualTo("data: {\"a\": \"\u00e9\"}\n\n");
    }

    @Test
    void writesATypeOnlyWhereThereIsOne() {
        assertThat(text(SseEncoder.event("error", "x"))).isEqualTo("event: error\ndata: x\n\n");
        assertThat(text(SseEncoder.event(Payload.MESSAGE, "x"))).isEqualTo("data: x\n\n");
    }

    @Test
    void splitsDataAtEveryKindOfLineEnd() {
        assertThat(text(SseEncoder.event("a\nb\rc\r\nd"))).isEqualTo("data: a\ndata: b\ndata: c\ndata: d\n\n");
    }

    @Test
    void writesAPayloadByteForByte() {
        byte[] window = "xx\u00ffyy".getBytes(UTF_8);
        window[2] = (byte) 0xC3;

        byte[] frame = SseEncoder.event(new Payload(window, 1, 3, "e", 5, 99));

        assertThat(frame).isEqualTo(concat("event: e\ndata: x", new byte[] {(byte) 0xC3, window[3]}, "\n\n"));
    }

    @Test
    void readsNothingBehindAPayload() {
        byte[] window = "a\r\n".getBytes(UTF_8);

        assertThat(text(SseEncoder.event(new Payload(window, 0, 2, Payload.MESSAGE, 0, 0))))
                .isEqualTo("data: a\ndata: \n\n");
    }

    @Test
    void writesCommentsAndTheSentinel() {
        assertThat(text(SseEncoder.comment("at=12"))).isEqualTo(": at=12\n\n");
        assertThat(text(SseEncoder.comment("a\nb"))).isEqualTo(": a\n: b\n\n");
        assertThat(text(SseEncoder.done())).isEqualTo("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", " a", "a\nb", "\n", "\n\n", "a\n", "\ufeff", ":", "data: x", "\ud83d\ude00"})
    void isReadBackAsItWas(String data) {
        assertThat(SseLog.of(SseEncoder.event(data))).containsExactly("message: " + data);
        assertThat(SseLog.of(SseEncoder.event(" t", data))).containsExactly(" t: " + data);
        assertThat(SseLog.of(SseEncoder.comment("c"), SseEncoder.event(data)))
                .containsExactly("comment: c", "message: " + data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\r", "\na", "\ra"})
    void refusesATypeThatIsNoLine(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> SseEncoder.event(type, "x"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static byte[] concat(String before, byte[] bytes, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(UTF_8));
        out.writeBytes(bytes);
        out.writeBytes(after.getBytes(UTF_8));
        return out.toByteArray();
    }
}
