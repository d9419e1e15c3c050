package io.astreaming.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A template is of the payload, wherever that stands among other bytes. */
class ChunkTemplateTest {
    private final BothReaders both = new BothReaders();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 100})
    void fillsItsHolesWhereverThePayloadStands(int offset) {
        for (int i = 0; i < 12; i++) {
            assertThat(both.read(payload(
                            "{\"id\":\"i" + i + "\",\"created\":" + (90 + i)
                                    + ",\"choices\":[{\"delta\":{\"content\":\"a" + i
                                    + "\"},\"logprobs\":{\"content\":[{\"token\":\"t"
                                    + i + "\",\"logprob\":-0." + i + "}]}}],\"usage\":{\"total_tokens\":" + i + "}}",
                            offset + i)))
                    .isTrue();
        }
        assertThat(both.filled()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.09", "-0.90", "2e90", "1E+09", "9007199254740993", "-9", "0"})
    void readsAnyNumberFarFromTheBeginning(String number) {
        String json = "{\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(200) + "\",\"x\":" + number + "}}]}";
        assertThat(both.read(payload(json, 3))).isTrue();
        assertThat(both.read(payload(json, 5))).isTrue();
    }

    private static Payload payload(String json, int offset) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[offset + text.length + 5];
        Arrays.fill(bytes, (byte) '7');
        System.arraycopy(text, 0, bytes, offset, text.length);
        return new Payload(bytes, offset, text.length, Payload.MESSAGE, 3, 40);
    }
}
