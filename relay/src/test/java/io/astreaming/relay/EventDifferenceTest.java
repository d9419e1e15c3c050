package io.astreaming.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.relay.log.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventDifferenceTest {
    private static final String CHUNK = """
            {"id":"chatcmpl-9f1c","object":"chat.completion.chunk","created":1764550000,"model":"m-1",\
            "choices":[{"index":0,"delta":{"content":"%s"},"logprobs":null,"finish_reason":null}]}""";

    @Test
    void restoresAChunkFromAnother() {
        EventDifference difference = EventDifference.between(event(8, "there"), event(3, "hello"));

        assertThat(difference).isNotNull();
        assertThat(difference.size()).isLessThan(80);
        StoredEvent restored = difference.restore(8);
        assertThat(restored.number()).isEqualTo(8);
        assertThat(restored.type()).isEqualTo("message");
        assertThat(restored.data()).isEqualTo(event(8, "there").data());
    }

    @Test
    void restoresWhatIsEqualLongerOrShorter() {
        String[] contents = {"", "a", "aa", "aaa", "aaaa", "ab", "ba", "aba", "\\n", "a".repeat(40)};
        for (String earlier : contents) {
            for (String later : contents) {
                EventDifference difference = EventDifference.between(event(2, later), event(1, earlier));
                assertThat(difference).isNotNull();
                assertThat(difference.restore(2).data())
                        .isEqualTo(event(2, later).data());
            }
        }
    }

    @Test
    void restoresAnyBytesOfFewLetters() {
        Random random = new Random(7);
        int compared = 0;
        for (int i = 0; i < 20_000; i++) {
            StoredEvent earlier = new StoredEvent(1, "message", bytes(random));
            StoredEvent later = new StoredEvent(2, "message", bytes(random));
            EventDifference difference = EventDifference.between(later, earlier);
            if (difference != null) {
                assertThat(difference.restore(2).data()).isEqualTo(later.data());
                assertThat(difference.size()).isLessThanOrEqualTo(later.size() / 2);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(1_000);
    }

    /** Long runs of one letter, so that beginnings and ends are often alike, and may overlap. */
    private static byte[] bytes(Random random) {
        return ("x".repeat(random.nextInt(300)) + (random.nextBoolean() ? "y" : "") + "x".repeat(random.nextInt(300)))
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void isNotWorthwhileIfMostIsDifferent() {
        assertThat(EventDifference.between(event(2, "a".repeat(400)), event(1, "b")))
                .isNull();
        assertThat(EventDifference.between(new StoredEvent(2, "message", new byte[60]), event(1, "b")))
                .isNull();
    }

    @Test
    void doesNotCompareOtherTypesOrGreatEvents() {
        byte[] data = event(1, "b").data();
        assertThat(EventDifference.between(new StoredEvent(2, "error", data), event(1, "b")))
                .isNull();
        assertThat(EventDifference.isComparable(new StoredEvent(1, "message", new byte[4 * 1024])))
                .isTrue();
        StoredEvent great = new StoredEvent(1, "message", new byte[4 * 1024 + 1]);
        assertThat(EventDifference.isComparable(great)).isFalse();
        assertThat(EventDifference.between(great, event(1, "b"))).isNull();
    }

    private static StoredEvent event(long number, String content) {
        return new StoredEvent(number, "message", CHUNK.formatted(content).getBytes(StandardCharsets.UTF_8));
    }
}
