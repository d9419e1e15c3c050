package io.astreaming.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.relay.log.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private final RecentEvents recent = new RecentEvents();

    @Test
    void compactedEventsAreReadAsTheyCame() {
        add(1, 100);
        recent.compactUpTo(60);
        add(101, 140);
        recent.compactUpTo(120);

        for (long n = 1; n <= 140; n++) {
            StoredEvent event = Objects.requireNonNull(recent.get(n));
            assertThat(event.number()).isEqualTo(n);
            assertThat(event.data()).isEqualTo(event(n).data());
        }
        assertThat(recent.from(55, 10 * event(55).size()))
                .extracting(StoredEvent::number)
                .containsExactly(55L, 56L, 57L, 58L, 59L, 60L, 61L, 62L, 63L, 64L);
    }

    @Test
    void compactingSavesWhatItCounts() {
        add(1, 100);
        long whole = recent.bytes();
        recent.compactUpTo(100);

        assertThat(recent.bytes()).isLessThan(whole / 2).isEqualTo(sizes(1, 100));
        recent.compactUpTo(100);
        assertThat(recent.bytes()).isEqualTo(sizes(1, 100));
    }

    @Test
    void droppingCountsDownToNothing() {
        add(1, 50);
        recent.compactUpTo(30);
        for (int i = 0; i < 50; i++) {
            assertThat(recent.bytes()).isEqualTo(sizes(recent.first(), 50));
            recent.dropFirst();
        }

        assertThat(recent.bytes()).isZero();
        assertThat(recent.get(50)).isNull();
        assertThat(recent.first()).isEqualTo(51);
    }

    @Test
    void whatWasDroppedIsStillWhatOthersDifferFrom() {
        add(1, 10);
        recent.compactUpTo(10);
        recent.dropFirst();

        assertThat(recent.get(1)).isNull();
        assertThat(Objects.requireNonNull(recent.get(2)).data()).isEqualTo(event(2).data());
    }

    @Test
    void compactingBeginsAnewAfterAGap() {
        add(1, 10);
        recent.compactUpTo(10);
        recent.skipTo(21);
        add(21, 30);
        recent.compactUpTo(25);

        assertThat(recent.bytes()).isEqualTo(sizes(21, 30));
        assertThat(recent.from(1, Integer.MAX_VALUE))
                .extracting(StoredEvent::number)
                .isEqualTo(List.of(21L, 22L, 23L, 24L, 25L, 26L, 27L, 28L, 29L, 30L));
    }

    private void add(long from, long to) {
        for (long n = from; n <= to; n++) {
            recent.add(event(n), n);
        }
    }

    private long sizes(long from, long to) {
        long sum = 0;
        for (long n = from; n <= to; n++) {
            sum += recent.sizeOf(n);
        }
        return sum;
    }

    /** Every 25th event is of another kind, and no event is like another one. */
    private static StoredEvent event(long number) {
        String type = number % 25 == 0 ? "ping" : "message";
        String json =
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1764550000,\"model\":\"m\","
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word" + number
                        + "\"},\"finish_reason\":null}]}";
        return new StoredEvent(number, type, json.getBytes(StandardCharsets.UTF_8));
    }
}
