package io.astreaming.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {
    private final List<String> told = new ArrayList<>();
    private final ConcurrencyLimiter limiter = ConcurrencyLimiter.of(2, 3, Duration.ofSeconds(1));

    @Test
    void givesTurnsInTheOrderInWhichStreamsCame() {
        ConcurrencyLimiter.Turn first = enter("a");
        ConcurrencyLimiter.Turn second = enter("b");
        assertThat(first.isHeld() && second.isHeld()).isTrue();
        ConcurrencyLimiter.Turn third = enter("c");
        enter("d");
        assertThat(third.isHeld()).isFalse();
        second.leave();
        assertThat(told).containsExactly("c");
        assertThat(third.isHeld()).isTrue();
        third.leave();
        assertThat(told).containsExactly("c", "d");
        assertThat(limiter.openStreams()).isEqualTo(2);
    }

    @Test
    void refusesStreamsBeyondTheQueue() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            assertThat(enter(name).isRefused()).isFalse();
        }
        assertThat(enter("f").isRefused()).isTrue();
        assertThat(limiter.queuedStreams()).isEqualTo(3);
        assertThat(limiter.openStreams()).isEqualTo(2);
        assertThat(ConcurrencyLimiter.of(1, 0, Duration.ofSeconds(1))
                        .enter(() -> {})
                        .isHeld())
                .isTrue();
    }

    @Test
    void saysHowManyAreAhead() {
        enter("a");
        enter("b");
        assertThat(List.of(enter("c").ahead(), enter("d").ahead())).containsExactly(0, 1);
    }

    @Test
    void freesAPlaceInTheQueueAtOnce() {
        ConcurrencyLimiter.Turn open = enter("a");
        enter("b");
        ConcurrencyLimiter.Turn waits = enter("c");
        enter("d");
        waits.leave();
        assertThat(limiter.queuedStreams()).isEqualTo(1);
        open.leave();
        assertThat(told).containsExactly("d");
    }

    @Test
    void givesUpOnlyWhileItWaits() {
        ConcurrencyLimiter.Turn open = enter("a");
        enter("b");
        ConcurrencyLimiter.Turn waits = enter("c");
        assertThat(open.giveUp()).isFalse();
        assertThat(waits.giveUp()).isTrue();
        assertThat(waits.giveUp()).isFalse();
        assertThat(waits.isRefused()).isTrue();
        open.leave();
        assertThat(told).isEmpty();
    }

    @Test
    void leavingTwiceFreesOnePlace() {
        ConcurrencyLimiter.Turn open = enter("a");
        enter("b");
        open.leave();
        open.leave();
        assertThat(limiter.openStreams()).isEqualTo(1);
    }

    @Test
    void servesALongQueueWithoutADeepStack() {
        ConcurrencyLimiter one = ConcurrencyLimiter.of(1, 100_000, Duration.ofSeconds(1));
        ConcurrencyLimiter.Turn first = one.enter(() -> {});
        for (int i = 0; i < 100_000; i++) {
            ConcurrencyLimiter.Turn[] mine = new ConcurrencyLimiter.Turn[1];
            mine[0] = one.enter(() -> mine[0].leave());
        }
        first.leave();
        assertThat(one.openStreams() + one.queuedStreams()).isZero();
    }

    @Test
    void losesNoTurnIfOneIsToldInVain() {
        ConcurrencyLimiter one = ConcurrencyLimiter.of(1, 2, Duration.ofSeconds(1));
        ConcurrencyLimiter.Turn first = one.enter(() -> {});
        ConcurrencyLimiter.Turn[] mine = new ConcurrencyLimiter.Turn[1];
        mine[0] = one.enter(() -> {
            mine[0].leave();
            throw new OutOfMemoryError("no heap");
        });
        ConcurrencyLimiter.Turn last = one.enter(() -> told.add("last"));
        assertThatThrownBy(first::leave).isInstanceOf(OutOfMemoryError.class);
        assertThat(told).containsExactly("last");
        assertThat(last.isHeld()).isTrue();
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> ConcurrencyLimiter.of(0, 1, second))
                .hasMessage("maxStreams must be at least 1, not 0");
        assertThatThrownBy(() -> ConcurrencyLimiter.of(1, -1, second))
                .hasMessage("maxQueued must be at least 0, not -1");
        assertThatThrownBy(() -> ConcurrencyLimiter.of(1, 1, Duration.ZERO))
                .hasMessage("maxWait must be positive, not PT0S");
        assertThat(ConcurrencyLimiter.of(1, 1, Duration.ofSeconds(Long.MAX_VALUE))
                        .maxWait())
                .isEqualTo(Duration.ofDays(36_500));
        assertThat(limiter).hasToString("ConcurrencyLimiter[maxStreams=2, maxQueued=3, maxWait=PT1S]");
    }

    private ConcurrencyLimiter.Turn enter(String name) {
        return limiter.enter(() -> told.add(name));
    }
}
