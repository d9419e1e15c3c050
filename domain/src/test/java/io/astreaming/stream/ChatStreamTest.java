package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.client.ManualScheduler;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.error.TruncatedException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.value.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pull face over an exchange that the test feeds, with a clock that the test moves. */
@Timeout(20)
class ChatStreamTest {
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("a secret prompt").build();

    private final ScriptedExchange exchange = new ScriptedExchange();
    private final ManualScheduler scheduler = new ManualScheduler();

    @AfterEach
    void leavesNoTimerBehind() {
        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void iteratesToTheEndAndReleasesTheConnection() {
        exchange.head(200).bytes("t:Hel\nt:lo\n").bytes("f:stop\nu\n[DONE]\n");
        List<ChatEvent> events = new ArrayList<>();
        try (ChatStream stream = open()) {
            stream.forEach(events::add);
            assertThat(stream.text()).isEqualTo("Hello");
            assertThat(stream.timeline().chunks()).isEqualTo(4);
        }
        assertThat(events).contains(new TextReceived(0, "Hel"), new TextReceived(0, "lo"));
        assertThat(events).last().isInstanceOf(StreamEnded.class);
        assertThat(exchange.released).isEqualTo(1);
        assertThat(exchange.cancelled).isZero();
    }

    @Test
    void givesTheOutcomeWithoutIteration() {
        exchange.head(200).bytes("t:Hello\n").end();
        try (ChatStream stream = open()) {
            assertThat(stream.outcome().completion().text()).isEqualTo("Hello");
            assertThatThrownBy(stream::text).isInstanceOf(TruncatedException.class);
        }
    }

    @Test
    void hasNothingMoreAfterTheLastEvent() {
        exchange.head(200).bytes("t:a\nf:stop\n[DONE]\n");
        try (ChatStream stream = open()) {
            stream.outcome();
            var events = stream.iterator();
            while (events.hasNext()) {
                events.next();
            }
            assertThatThrownBy(events::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void readsARefusalAsAnOutcomeWithTheBeginningOfItsBody() {
        exchange.head(404).bytes("no such ").bytes("model").end();
        try (ChatStream stream = open()) {
            Outcome outcome = stream.outcome();
            assertThat(outcome).isInstanceOf(Failed.class);
            assertThat(outcome.error()).isInstanceOf(RejectedException.class).hasMessageContaining("no such model");
        }
    }

    @Test
    void cancelsWhenClosedEarlyAndKeepsWhatHadCome() {
        exchange.head(200).bytes("t:a\n");
        ChatStream stream = open();
        for (ChatEvent event : stream) {
            if (event instanceof TextReceived) {
                break;
            }
        }
        stream.close();
        assertThat(stream.outcome()).isInstanceOf(Cancelled.class);
        assertThat(stream.outcome().completion().text()).isEqualTo("a");
        assertThat(exchange.cancelled).isPositive();
        stream.close();
    }

    @Test
    void canBeClosedByAnotherThreadWhileItIsRead() throws Exception {
        exchange.head(200).bytes("t:a\n");
        ChatStream stream = open();
        CompletableFuture<Outcome> read = CompletableFuture.supplyAsync(stream::outcome);
        assertThat(exchange.waiting.await(10, TimeUnit.SECONDS)).isTrue();
        stream.close();
        assertThat(read.get(10, TimeUnit.SECONDS)).isInstanceOf(Cancelled.class);
    }

    @Test
    void takesAnInterruptAsCancelAndKeepsItForTheCaller() {
        exchange.head(200).bytes("t:a\n").run(() -> Thread.currentThread().interrupt());
        try (ChatStream stream = open()) {
            assertThat(stream.outcome()).isInstanceOf(Cancelled.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void waitsForHeadersOnlySoLong() {
        exchange.run(() -> scheduler.pass(Duration.ofSeconds(3)));
        assertTimedOut(StreamTimeoutException.Phase.HEADERS);
    }

    @Test
    void takesPingsAsLifeButNotAsProgress() {
        exchange.head(200);
        for (int i = 0; i < 8; i++) {
            exchange.bytes("\n").run(() -> scheduler.pass(Duration.ofSeconds(1)));
        }
        assertTimedOut(StreamTimeoutException.Phase.FIRST_CONTENT);
    }

    @Test
    void waitsForTheNextByteOnlySoLong() {
        exchange.head(200).bytes("t:a\n").run(() -> scheduler.pass(Duration.ofSeconds(5)));
        TimedOut outcome = assertTimedOut(StreamTimeoutException.Phase.IDLE);
        assertThat(outcome.completion().text()).isEqualTo("a");
    }

    @Test
    void boundsTheWholeStream() {
        exchange.head(200);
        for (int i = 0; i < 30; i++) {
            exchange.bytes("t:a\n").run(() -> scheduler.pass(Duration.ofSeconds(1)));
        }
        assertTimedOut(StreamTimeoutException.Phase.TOTAL);
    }

    @Test
    void waitsALittleForUsageAfterTheFinishAndThenIsDone() {
        exchange.head(200).bytes("t:a\nf:stop\n").run(() -> scheduler.pass(Duration.ofSeconds(1)));
        try (ChatStream stream = open()) {
            List<ChatEvent> events = new ArrayList<>();
            stream.forEach(events::add);
            assertThat(events).anyMatch(ChoiceFinished.class::isInstance);
            assertThat(stream.outcome()).isInstanceOf(Completed.class);
        }
    }

    @Test
    void countsOnlyTheTimeThatItWaitsAndNotWhatTheCallerDoesMeanwhile() {
        exchange.head(200).bytes("t:a\n").bytes("f:stop\n").bytes("u\n[DONE]\n");
        try (ChatStream stream = open()) {
            for (ChatEvent event : stream) {
                if (event instanceof TextReceived) {
                    scheduler.pass(Duration.ofSeconds(10)); // longer than it may be silent
                } else if (event instanceof ChoiceFinished) {
                    scheduler.pass(Duration.ofSeconds(5)); // longer than usage is waited for
                }
            }
            assertThat(stream.outcome()).isInstanceOf(Completed.class);
            assertThat(stream.outcome().completion().usage()).isInstanceOf(TokenUsage.class);
            assertThat(stream.outcome().completion().deviations()).isEmpty();
        }
    }

    @Test
    void letsTheExceptionOfATraceReachTheReaderAndTheConnectionGo() {
        exchange.head(200).bytes("t:a\n");
        IllegalStateException thrown = new IllegalStateException("the disk is full");
        try (ChatStream stream = chat()
                .withTrace(request -> (payload, nanos) -> {
                    throw thrown;
                })
                .stream(REQUEST)) {
            assertThatThrownBy(stream::outcome).isSameAs(thrown);
            assertThat(exchange.cancelled).isPositive();
        }
    }

    @Test
    void hasAnOutcomeEvenIfItIsClosedWhileItIsReadAndNobodyReadsOn() throws Exception {
        exchange.head(200).bytes("t:a\n");
        CompletableFuture<ChatStream> opened = new CompletableFuture<>();
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        Chat closedByAnother = chat().withTrace(request -> (payload, nanos) -> CompletableFuture.runAsync(
                                () -> opened.join().close())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .withListener(request -> new StreamListener() {
                    @Override
                    public void ended(Outcome outcome, Timeline timeline) {
                        ended.complete(outcome);
                    }
                });
        ChatStream stream = closedByAnother.stream(REQUEST);
        opened.complete(stream);
        stream.iterator().next();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(Cancelled.class);
        assertThat(ended.join().completion().text()).isEqualTo("a");
    }

    @Test
    void isAStreamOfTheJdkTooWhichClosesIt() {
        exchange.head(200).bytes("t:a\n");
        ChatStream stream = open();
        try (Stream<ChatEvent> events = stream.events()) {
            assertThat(events.filter(TextReceived.class::isInstance).findFirst())
                    .contains(new TextReceived(0, "a"));
        }
        assertThat(stream.outcome()).isInstanceOf(Cancelled.class);
        assertThat(exchange.cancelled).isPositive();
    }

    @Test
    void givesWhatIsReceivedInPlaceOfTheEvents() {
        exchange.head(200).bytes("t:a\nnonsense\n");
        try (ChatStream stream = open()) {
            List<ReceivedChunk> received = new ArrayList<>();
            stream.received().forEach(received::add);
            assertThat(received).hasSize(2);
            assertThat(received.get(0).payload().text()).isEqualTo("t:a");
            assertThat(received.get(0).events()).contains(new TextReceived(0, "a"));
            assertThat(received.get(1).payload().text()).isEqualTo("nonsense");
            assertThat(received.get(1).chunk()).isNull();
            assertThat(received.get(1).events()).last().isEqualTo(new StreamEnded(stream.outcome()));
            assertThat(stream.outcome()).isInstanceOf(Failed.class);
        }
    }

    @Test
    void keepsNothingThatNobodyWillRead() {
        exchange.head(200).bytes("t:a\n").bytes("t:b\n").end();
        try (ChatStream stream = open()) {
            var received = stream.received().iterator();
            received.next();
            assertThat(stream.outcome().completion().text()).isEqualTo("ab");
            assertThat(received.hasNext()).isFalse();
        }
    }

    @Test
    void hasTheEndOfAStreamThatWasClosedBeforeItWasAskedWhatIsReceived() {
        exchange.head(200).bytes("t:a\n");
        ChatStream stream = open();
        stream.close();
        var received = stream.received().iterator();
        assertThat(received.next().events())
                .singleElement()
                .isInstanceOfSatisfying(
                        StreamEnded.class, end -> assertThat(end.outcome()).isInstanceOf(Cancelled.class));
        assertThat(received.hasNext()).isFalse();
        assertThat(stream.outcome()).isInstanceOf(Cancelled.class);
    }

    @Test
    void refusesToGiveAfterTheFactWhatWasReceived() {
        exchange.head(200).bytes("t:a\n");
        try (ChatStream stream = open()) {
            stream.iterator().next();
            assertThatThrownBy(stream::received).isInstanceOf(IllegalStateException.class);
        }
    }

    private TimedOut assertTimedOut(StreamTimeoutException.Phase waiting) {
        try (ChatStream stream = open()) {
            assertThat(stream.outcome()).isInstanceOf(TimedOut.class);
            TimedOut outcome = (TimedOut) stream.outcome();
            assertThat(outcome.error().phase()).isEqualTo(waiting);
            assertThat(exchange.cancelled).isPositive();
            return outcome;
        }
    }

    private ChatStream open() {
        return chat().stream(REQUEST);
    }

    private Chat chat() {
        return Chat.over(ScriptedTransport.over(exchange), new ScriptedCodec())
                .withScheduler(scheduler)
                .withTimeouts(Scene.TIMEOUTS);
    }
}
