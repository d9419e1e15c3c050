package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stream is waited for and for how long, pulled and pushed: two seconds for headers, four between bytes, six for content. */
@Timeout(20)
class WaitingTest {
    @ParameterizedTest
    @CsvSource({"t:a", "reasoning:hm", "refusal:no", "audio:AAAA", "call:f"})
    void takesEveryKindOfContentForTheFirst(String content) {
        for (Face face : Face.values()) {
            Scene scene = new Scene("200 +1s " + content + " +3s ping +3s ping +3s t:b f:stop [DONE]");
            assertThat(Scene.kind(scene.read(face))).as("%s %s", face, content).isEqualTo("Completed");
            assertThat(scene.diary.timeline.timeToFirstContent())
                    .isEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @ParameterizedTest
    @CsvSource({"ping", "role:assistant", "annotations:a", "logprobs:t", "odd:x", "extra:x", "u", "t:", "tool:0;;;"})
    void takesNothingElseForContent(String silence) {
        for (Face face : Face.values()) {
            Scene scene = new Scene("200 " + silence + " +3s " + silence + " +3s t:late f:stop [DONE]");
            assertThat(Scene.kind(scene.read(face))).as("%s %s", face, silence).isEqualTo("TimedOut FIRST_CONTENT");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "200 t:a +3s wake +1s                        | TimedOut IDLE",
                "200 t:a +2s wake wake +1s wake +1s          | TimedOut IDLE",
                "200 t:a +3s t:b +3s t:c +3s f:stop [DONE]   | Completed",
                "503 half +3s wake +1s                       | TimedOut IDLE",
                "+1s wake +1s                                | TimedOut HEADERS",
                "200 t:a f:stop +0.3s wake +0.2s             | Completed",
            })
    void countsSilenceFromTheLastByteHoweverOftenItIsCalled(String script, String outcome) {
        for (Face face : Face.values()) {
            Scene scene = new Scene(script);
            assertThat(Scene.kind(scene.read(face))).as("%s", face).isEqualTo(outcome);
        }
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void isEndedByTheWholeTimeHoweverMuchComes(Face face) {
        Scene scene = new Scene("200" + " t:a +1s".repeat(19) + " f:stop [DONE]");
        assertThat(scene.read(face)).isInstanceOf(Completed.class);
        Scene late = new Scene("200" + " t:a +1s".repeat(20) + " f:stop [DONE]");
        assertThat(Scene.kind(late.read(face))).isEqualTo("TimedOut TOTAL");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void waitsForUsageOnlyOnceAllHaveFinished(Face face) {
        Scene waiting = new Scene("200 choice0:a choice1:b f:stop +1s choice1:c +0.4s [DONE]");
        assertThat(waiting.read(face).completion().choices()).hasSize(2);
        assertThat(waiting.diary.timeline.duration())
                .isEqualTo(Duration.ofMillis(1_400).toNanos());
    }

    /** A caller who is away sets no clock but that of the whole stream. */
    @ParameterizedTest
    @CsvSource({"0", "1"})
    void doesNotTakeACallerWhoIsAwayForAProviderThatIsSilent(int contentFirst) {
        Scene scene = new Scene(contentFirst == 1 ? "200 t:a t:b f:stop [DONE]" : "200 extra:x t:b f:stop [DONE]");
        try (ChatStream stream = scene.chat.stream(Scene.REQUEST)) {
            stream.iterator().next();
            scene.scheduler.pass(Duration.ofSeconds(15));
            Outcome outcome = stream.outcome();
            assertThat(outcome).isInstanceOf(Completed.class);
            assertThat(outcome.completion().text()).endsWith("b");
        }
    }
}
