package io.astreaming.json.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.StreamLimit;
import io.astreaming.json.Decoding;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedPayloadTest {
    private static final StreamLimits SMALL = StreamLimits.DEFAULT
            .withEventBytes(1 << 20)
            .withNestingDepth(4)
            .withNumberLength(10)
            .withTotalText(1)
            .withChoices(1)
            .withToolCalls(1)
            .withDistinctExtras(1)
            .withErrorBodyBytes(1);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"secret\":1} x; 113; ",
                "{\"a\":1}{; 107; ",
                "{\"a\":1; 106; ",
                "]; 100; ",
                "{\"a\":\"se; 108; ",
                "``; 100; ",
                "{\"é\":[0,nul]}; 109; $.*[1]",
                "{\"choices\":[{\"delta\":{\"content\":tru}}]}; 132; $.choices[0].delta.content",
                "{\"choices\":[{\"index\":0,}]}; 123; $.choices[0]",
                "{\"a\\\"\":{\"b\":1,,}}; 114; $.*",
                "{\"a\":1]; 106; $.a"
            })
    void saysWhereAPayloadIsNoJsonAndQuotesNothing(String json, long offset, String path) {
        byte[] bytes = ("##" + json + "##").getBytes(StandardCharsets.UTF_8);
        Payload payload = new Payload(bytes, 2, bytes.length - 4, Payload.MESSAGE, 5, 100);
        MalformedStreamException e = catchThrowableOfType(
                MalformedStreamException.class,
                () -> Decoding.CODEC.chunkDecoder(StreamLimits.DEFAULT).decode(payload));
        assertThat(e.position()).isNotNull();
        assertThat(e.position().event()).isEqualTo(5);
        assertThat(e.position().jsonPath()).isEqualTo(path);
        assertThat(e.position().byteOffset()).isEqualTo(offset);
        assertThat(e).hasMessageStartingWith("the payload isn't valid JSON").hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[[[[]]]]]", "{\"choices\":[{\"delta\":{\"a\":[]}}]}", "[[[[{\"a\":"})
    void refusesWhatIsNestedTooDeeply(String json) {
        LimitExceededException e = exceeded(json);
        assertThat(e.limit()).isEqualTo(StreamLimit.NESTING_DEPTH);
        assertThat(e.allowed()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901", "{\"a\":[-1.5e000000]}", "{\"created\":12345678901}"})
    void refusesANumberThatIsTooLong(String json) {
        LimitExceededException e = exceeded(json);
        assertThat(e.limit()).isEqualTo(StreamLimit.NUMBER_LENGTH);
        assertThat(e).hasMessageContaining("event #0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[[[]]]]", "{\"a\":\"[[[[[[[{{{{\\\"[[[[\"}", "[[],[],[],[],[[[1234567890]]]]"})
    void takesWhatIsWithinTheLimits(String json) {
        assertThat(Decoding.CODEC.chunkDecoder(SMALL).decode(Payload.of(json))).isNotNull();
    }

    @Test
    void survivesHostileDepthAndWidth() {
        String deep = "{\"choices\":" + "[".repeat(5_000_000);
        assertThat(catchThrowableOfType(LimitExceededException.class, () -> decode(deep)))
                .isNotNull();
        StringBuilder wide = new StringBuilder("{\"choices\":[{\"delta\":{\"x\":1");
        for (int i = 0; i < 100_000; i++) {
            wide.append(",\"").append(i).append("\":").append(i);
        }
        for (int i = 0; i < 100_000; i++) {
            wide.append(",\"").append(i).append("\":null");
        }
        assertThat(Decoding.read(wide.append("}}]}").toString()).deviations()).hasSize(1);
    }

    @Test
    void readsOnAfterAMalformedPayload() {
        var decoder = Decoding.CODEC.chunkDecoder(StreamLimits.DEFAULT);
        Payload chunk = Payload.of("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}");
        var first = decoder.decode(chunk);
        Payload bad = Payload.of("{\"x\":1,\"choices\":[{\"index\":1,\"delta\":{\"y\":2,tru}}]}");
        assertThatThrownBy(() -> decoder.decode(bad)).isInstanceOf(MalformedStreamException.class);
        assertThat(decoder.decode(chunk)).isEqualTo(first);
    }

    private static LimitExceededException exceeded(String json) {
        return catchThrowableOfType(
                LimitExceededException.class,
                () -> Decoding.CODEC.chunkDecoder(SMALL).decode(Payload.of(json)));
    }

    private static void decode(String json) {
        Decoding.CODEC.chunkDecoder(StreamLimits.DEFAULT).decode(Payload.of(json));
    }
}
