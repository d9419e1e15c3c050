package io.astreaming.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Timeline;
import org.junit.jupiter.api.Test;

class TimelineRecorderTest {
    private final TimelineRecorder recorder = new TimelineRecorder();

    @Test
    void tellsWhenThingsHappened() {
        recorder.chunk(100);
        recorder.chunk(130);
        recorder.content(131);
        recorder.chunk(200);
        recorder.content(201);
        recorder.chunk(210);
        recorder.ended(500);

        assertThat(recorder.timeline()).isEqualTo(new Timeline(4, 100L, 131L, 500, 70L, 36L));
    }

    @Test
    void knowsNoGapsUnderTwoChunks() {
        assertThat(recorder.timeline()).isEqualTo(new Timeline(0, null, null, 0, null, null));
        recorder.chunk(7);
        assertThat(recorder.timeline()).isEqualTo(new Timeline(1, 7L, null, 7, null, null));
        recorder.chunk(7);
        assertThat(recorder.timeline()).isEqualTo(new Timeline(2, 7L, null, 7, 0L, 0L));
    }

    @Test
    void makesTimelinesThatStayAsTheyAre() {
        recorder.chunk(1);
        Timeline before = recorder.timeline();
        recorder.chunk(2);

        assertThat(before.chunks()).isEqualTo(1);
    }

    @Test
    void neverGoesBackInTime() {
        recorder.chunk(10);
        recorder.chunk(4);
        recorder.ended(3);

        assertThat(recorder.timeline()).isEqualTo(new Timeline(2, 10L, null, 10, 0L, 0L));
    }
}
