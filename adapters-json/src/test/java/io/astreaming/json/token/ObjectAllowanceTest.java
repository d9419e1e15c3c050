package io.astreaming.json.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.json.Decoding;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import org.junit.jupiter.api.Test;

/** How many objects a payload may be made into. */
class ObjectAllowanceTest {
    private static final int FEW = 16 << 10;

    @Test
    void allowsAsManyObjectsAsItSaysAndNoMore() {
        ObjectAllowance two = new ObjectAllowance(2);
        two.take();
        two.take();
        LimitExceededException e = catchThrowableOfType(LimitExceededException.class, two::take);
        assertThat(e.limit()).isEqualTo(StreamLimit.EVENT_BYTES);
        assertThat(e.allowed()).isEqualTo(2);
    }

    @Test
    void refusesAPayloadOfMoreObjectsThanItsBytesAllow() {
        StreamLimits small = StreamLimits.DEFAULT
                .withEventBytes(200_000)
                .withTotalText(1_000_000)
                .withChoices(10)
                .withToolCalls(10)
                .withDistinctExtras(10)
                .withErrorBodyBytes(1_000);
        LimitExceededException e = catchThrowableOfType(
                LimitExceededException.class,
                () -> Decoding.CODEC.chunkDecoder(small).decode(Payload.of(tokens(FEW + 10))));
        assertThat(e).hasMessageContaining("event #0");
        assertThat(e.limit()).isEqualTo(StreamLimit.EVENT_BYTES);
        assertThat(e.allowed()).isEqualTo(200_000);
    }

    @Test
    void takesAFewThousandObjectsHoweverSmallAnEventMayBe() {
        StreamLimits small = StreamLimits.DEFAULT
                .withEventBytes(200_000)
                .withTotalText(1_000_000)
                .withChoices(10)
                .withToolCalls(10)
                .withDistinctExtras(10)
                .withErrorBodyBytes(1_000);
        assertThat(Decoding.CODEC.chunkDecoder(small).decode(Payload.of(tokens(FEW / 2))))
                .isNotNull();
    }

    private static String tokens(int count) {
        return "{\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":{\"content\":[{}" + ",{}".repeat(count - 1)
                + "]}}]}";
    }
}
