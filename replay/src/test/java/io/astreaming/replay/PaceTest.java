package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final Recording TIMED =
            Recording.sse(": at=100\ndata: a\n\n: at=250\ndata: b\n\ndata: c\n\n".getBytes(StandardCharsets.US_ASCII));

    @Test
    void fullSendsEverythingAtOnce() {
        assertThat(Pace.full().due(TIMED, 0)).isZero();
        assertThat(Pace.full().due(TIMED, 2)).isZero();
    }

    @Test
    void everySendsTheFirstFrameAtOnceAndTheOthersAtAFixedRate() {
        Pace pace = Pace.every(Duration.ofMillis(20));

        assertThat(pace.due(TIMED, 0)).isZero();
        assertThat(pace.due(TIMED, 1)).isEqualTo(20_000_000);
        assertThat(pace.due(TIMED, 2)).isEqualTo(40_000_000);
    }

    @Test
    void everyBoundsItsGap() {
        assertThatIllegalArgumentException().isThrownBy(() -> Pace.every(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Pace.every(Duration.ofHours(2)));
    }

    @Test
    void recordedSendsWhenItWasRecordedAndAtOnceWhatHasNoTime() {
        assertThat(Pace.recorded().due(TIMED, 0)).isEqualTo(100_000_000);
        assertThat(Pace.recorded().due(TIMED, 1)).isEqualTo(250_000_000);
        assertThat(Pace.recorded().due(TIMED, 2)).isZero();
    }

    @Test
    void recordedCanBeFasterOrSlower() {
        assertThat(Pace.recorded(10).due(TIMED, 1)).isEqualTo(25_000_000);
        assertThat(Pace.recorded(0.5).due(TIMED, 1)).isEqualTo(500_000_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void recordedRefusesSpeedsThatAreNone(double speed) {
        assertThatIllegalArgumentException().isThrownBy(() -> Pace.recorded(speed));
    }

    @Test
    void recordedNeedsTiming() {
        Recording untimed = Fixtures.recording("stop");

        Pace.recorded().check(TIMED);
        Pace.full().check(untimed);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pace.recorded().check(untimed))
                .withMessageStartingWith("no timing in the recording \"stop\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayServer.serving(TIMED, untimed)
                        .pace(Pace.recorded())
                        .start());
    }

    @Test
    void permittedTakesAPermitForEachFrame() {
        Semaphore permits = new Semaphore(0);

        assertThat(Pace.permittedBy(permits).permits()).isSameAs(permits);
        assertThat(Pace.full().permits()).isNull();
    }
}
