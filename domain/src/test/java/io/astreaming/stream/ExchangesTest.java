package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of each exchange, however its stream ends: one of which nothing more is to come is released once and may serve again; one
 * that is ended early is cancelled. {@link Scene} tells how to read the scripts.
 */
@Timeout(20)
class ExchangesTest {
    private static final StreamLimits LIMITS = StreamLimits.DEFAULT
            .withEventBytes(1_000)
            .withNestingDepth(10)
            .withNumberLength(10)
            .withTotalText(9)
            .withChoices(10)
            .withToolCalls(10)
            .withDistinctExtras(10)
            .withErrorBodyBytes(1_000);

    @ParameterizedTest(name = "{0} ends as {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "200 t:a f:stop u [DONE]                           | Completed              | release",
                "200 t:a f:stop u end                              | Completed              | release",
                "200 t:a [DONE]                                    | Completed              | release",
                "200 t:a f:stop lost                               | Completed              | release",
                "200 t:a f:stop +1s                                | Completed              | cancel+release",
                // refused
                "401 no end                                        | Failed                 | release",
                "401 no lost                                       | Failed                 | release",
                "401 end                                           | Failed                 | release",
                "401 one +3s piece +2s late end                    | Failed                 | release",
                "503 end / 503 end / 503 end                       | Failed                 | release, release, release",
                // no response
                "unconnected / unconnected / unconnected           | Failed                 | release, release, release",
                "unanswered / unanswered / unanswered              | Failed                 | release, release, release",
                "connect-timeout / connect-timeout / connect-timeout | TimedOut CONNECT     | release, release, release",
                // no answer, or none that can be read
                "200 end                                           | Failed                 | cancel",
                "200 lost                                          | Failed                 | cancel",
                "200 t:a garbage                                   | Failed                 | cancel",
                "200 t:a garbled                                   | Failed                 | cancel",
                "200 t:a e:overloaded                              | Failed                 | cancel",
                "200 t:a f:error [DONE]                            | Failed                 | cancel",
                "200 t:a t:longerthanthelimit                      | Failed                 | cancel",
                // cut
                "200 t:a end                                       | Truncated              | cancel",
                "200 t:a lost                                      | Truncated              | cancel",
                // too late
                "+2s                                               | TimedOut HEADERS       | cancel",
                "200 +4s                                           | TimedOut IDLE          | cancel",
                "200 ping +3s ping +3s                             | TimedOut FIRST_CONTENT | cancel",
                "200 t:a +4s                                       | TimedOut IDLE          | cancel",
                "200 t:a +3s t:a +3s t:a +3s t:a +3s t:a +3s t:a +3s t:a +3s | TimedOut TOTAL | cancel",
                "503 half +4s                                      | TimedOut IDLE          | cancel",
                "503 +4s / 200 t:a f:stop [DONE]                   | TimedOut IDLE          | cancel, unopened",
                "503 a +3s b +3s c +3s                             | TimedOut FIRST_CONTENT | cancel",
                "503 end / +2s                                     | TimedOut HEADERS       | release, cancel",
                // cancelled
                "cancel / 200 t:a f:stop [DONE]                    | Cancelled              | cancel, unopened",
                "200 cancel                                        | Cancelled              | cancel",
                "200 t:a cancel                                    | Cancelled              | cancel",
                "200 t:a f:stop cancel                             | Cancelled              | cancel",
                "503 cancel / 200 t:a f:stop [DONE]                | Cancelled              | cancel, unopened",
                "503 half cancel / 200 t:a f:stop [DONE]           | Cancelled              | cancel, unopened",
                "503 end / cancel                                  | Cancelled              | release, cancel",
                // sent again
                "503 no end / 200 t:a f:stop [DONE]                | Completed              | release, release",
                "503 half lost / 200 t:a f:stop [DONE]             | Completed              | release, release",
                "unconnected / 200 t:a f:stop [DONE]               | Completed              | release, release",
                "unanswered / 200 t:a f:stop [DONE]                | Completed              | release, release",
                "connect-timeout / 200 t:a f:stop [DONE]           | Completed              | release, release",
                "503 end / connect-timeout / 200 t:a f:stop [DONE] | Completed              | release, release, release",
                "503 end / 200 t:a lost                            | Truncated              | release, cancel",
                "503 end / 401 end                                 | Failed                 | release, release",
            })
    void endsEachExchangeAsItsStreamEnds(String script, String outcome, String endings) {
        for (Face face : Face.values()) {
            Scene scene = new Scene(script);
            Outcome ended = scene.read(face, scene.chat.withLimits(LIMITS));
            assertThat(Scene.kind(ended)).as("%s", face).isEqualTo(outcome);
            assertThat(scene.endings()).as("%s", face).isEqualTo(endings);
        }
    }

    @Test
    void givesAConnectionBackBeforeThePause() {
        Scene scene = new Scene("503 end / 200");
        List<Runnable> tasks = new ArrayList<>();
        Flow.Subscription subscription = push(scene, tasks);
        runAll(tasks);

        assertThat(scene.endings()).isEqualTo("release, unopened");
        subscription.cancel();
        runAll(tasks);
        assertThat(scene.diary.outcome).isInstanceOf(Cancelled.class);
        assertThat(scene.endings()).isEqualTo("release, unopened");
        assertThat(scene.scheduler.pending()).isZero();
    }

    @Test
    void readsAfterAPauseWhatHasArrivedAlready() {
        Scene scene = new Scene("503 end / 200 t:a f:stop u [DONE]");
        List<Runnable> tasks = new ArrayList<>();
        push(scene, tasks);
        runAll(tasks);
        scene.scheduler.pass(RetryPolicy.DEFAULT.maxBackoff());
        runAll(tasks);
        assertThat(scene.diary.outcome).isInstanceOf(Completed.class);
    }

    @ParameterizedTest
    @CsvSource({"200 t:a, 4", "503 half, 4", "'', 2"})
    void endsAConnectionThatIsLateBeforeAnybodyReadsOn(String script, int seconds) {
        Scene scene = new Scene(script);
        List<Runnable> tasks = new ArrayList<>();
        push(scene, tasks);
        runAll(tasks);

        scene.scheduler.pass(Duration.ofSeconds(seconds));
        assertThat(scene.endings()).isEqualTo("cancel");
        runAll(tasks);
        assertThat(Scene.kind(scene.diary.outcome)).startsWith("TimedOut");
    }

    @ParameterizedTest
    @CsvSource({"200 t:a", "503 half", "''"})
    void endsACancelledConnectionBeforeAnybodyReadsOn(String script) {
        Scene scene = new Scene(script);
        List<Runnable> tasks = new ArrayList<>();
        Flow.Subscription subscription = push(scene, tasks);
        runAll(tasks);

        subscription.cancel();
        assertThat(scene.endings()).isEqualTo("cancel");
        runAll(tasks);
        assertThat(scene.diary.outcome).isInstanceOf(Cancelled.class);
    }

    @Test
    void endsAConnectionOfWhichNobodyReadsInTime() {
        Scene scene = new Scene("200 t:a");
        try (ChatStream stream = scene.chat.stream(Scene.REQUEST)) {
            scene.scheduler.pass(Scene.TIMEOUTS.total());
            assertThat(scene.endings()).isEqualTo("cancel");
            assertThat(Scene.kind(stream.outcome())).isEqualTo("TimedOut TOTAL");
        }
    }

    @Test
    void tellsTheEndOnceThoughATraceClosesTheStreamThatItSees() {
        Scene scene = new Scene("200 t:a t:b end");
        List<ChatStream> open = new ArrayList<>();
        Chat closing = scene.chat.withTrace(request -> (payload, nanos) -> open.forEach(ChatStream::close));
        try (ChatStream stream = closing.stream(Scene.REQUEST)) {
            open.add(stream);
            assertThat(stream.outcome()).isInstanceOf(Cancelled.class);
        }
        assertThat(scene.diary.told).containsOnlyOnce("ended");
        assertThat(scene.endings()).isEqualTo("cancel");
    }

    private static Flow.Subscription push(Scene scene, List<Runnable> tasks) {
        List<Flow.Subscription> subscriptions = new ArrayList<>();
        scene.chat
                .withScheduler(scene.scheduler)
                .withExecutor(tasks::add)
                .publisher(Scene.REQUEST)
                .subscribe(new Idle(subscriptions));
        return subscriptions.get(0);
    }

    private static void runAll(List<Runnable> tasks) {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
    }

    /** Asks for everything and looks at nothing. */
    private record Idle(List<Flow.Subscription> subscriptions) implements Flow.Subscriber<ChatEvent> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriptions.add(subscription);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ChatEvent event) {}

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }
}
