package io.astreaming.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.relay.log.EventId;
import io.astreaming.relay.log.StreamId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamIdTest {
    private static final byte[] SECRET = new byte[32];

    @Test
    void isDifferentEachTime() {
        assertThat(StreamId.random()).isNotEqualTo(StreamId.random());
        assertThat(StreamId.random().value()).matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void followsFromSecretOwnerAndKeyAlone() {
        StreamId id = StreamId.derived(SECRET, "ada", "key");

        assertThat(StreamId.derived(SECRET.clone(), "ada", "key")).isEqualTo(id);
        assertThat(StreamId.derived(new byte[] {1}, "ada", "key")).isNotEqualTo(id);
        assertThat(StreamId.derived(SECRET, "eve", "key")).isNotEqualTo(id);
        assertThat(StreamId.derived(SECRET, "ad", "akey")).isNotEqualTo(id);
    }

    @Test
    void showsOnlyItsBeginning() {
        StreamId id = StreamId.random();
        assertThat(id.toString()).doesNotContain(id.value());
    }

    @Test
    void readsTheIdsThatItWrites() {
        StreamId id = StreamId.random();
        for (long number : new long[] {1, 9, 10, 999_999_999_999_999_999L, EventId.END}) {
            assertThat(EventId.parse(new EventId(id, number).text())).isEqualTo(new EventId(id, number));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "abc.1",
                "AAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAA.",
                "AAAAAAAAAAAAAAAAAAAAAA.0",
                "AAAAAAAAAAAAAAAAAAAAAA.01",
                "AAAAAAAAAAAAAAAAAAAAAA.-1",
                "AAAAAAAAAAAAAAAAAAAAAA.+1",
                "AAAAAAAAAAAAAAAAAAAAAA.1 ",
                "AAAAAAAAAAAAAAAAAAAAAA.END",
                "AAAAAAAAAAAAAAAAAAAAAA.1000000000000000000",
                "AAAAAAAAAAAAAAAAAAAAA/.1",
                "AAAAAAAAAAAAAAAAAAAAA\u00e4.1",
                "AAAAAAAAAAAAAAAAAAAAAA.\u0661"
            })
    void rejectsWhatIsNoId(String text) {
        assertThat(EventId.parse(text)).isNull();
    }

    @Test
    void neverFailsOnAnyText() {
        Random random = new Random(1);
        String letters = "Aa0_-.end19\u0000\ud800é ";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(45); n > 0; n--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            EventId id = EventId.parse(text.toString());
            assertThat(id == null || id.text().contentEquals(text)).isTrue();
        }
    }
}
