package io.astreaming.rules;

import static io.astreaming.rules.ChatUsageRules.OUTCOMES_ARE_LOOKED_AT;
import static io.astreaming.rules.ChatUsageRules.PARTS_ARE_NOT_TAKEN_FOR_WHOLE_ANSWERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.Truncated;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.ResultStream;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    static class PrintsTextOnly {
        void print(ChatStream stream) {
            for (ChatEvent event : stream) {
                if (event instanceof TextReceived text) {
                    System.out.print(text.text());
                }
            }
        }
    }

    @Test
    void findsAReaderThatIgnoresHowTheStreamEnded() {
        assertThat(Violations.of(OUTCOMES_ARE_LOOKED_AT, PrintsTextOnly.class))
                .singleElement()
                .asString()
                .contains("PrintsTextOnly.print(", "doesn't look at how it ended");
    }

    static class ShowsSnapshotsOnly {
        void show(ResultStream<List<String>> stream, Consumer<List<String>> screen) {
            stream.forEach(screen);
        }
    }

    @Test
    void findsAReaderOfSnapshotsThatIgnoresTheResult() {
        assertThat(Violations.of(OUTCOMES_ARE_LOOKED_AT, ShowsSnapshotsOnly.class))
                .hasSize(1);
    }

    static class SubscribesToTextOnly implements Flow.Subscriber<ChatEvent> {
        static void subscribe(Chat chat, ChatRequest request) {
            chat.publisher(request).subscribe(new SubscribesToTextOnly());
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ChatEvent event) {
            if (event instanceof TextReceived text) {
                System.out.print(text.text());
            }
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
    }

    @Test
    void findsASubscriberThatTakesOnCompleteForSuccess() {
        assertThat(Violations.of(OUTCOMES_ARE_LOOKED_AT, SubscribesToTextOnly.class))
                .singleElement()
                .asString()
                .contains(".subscribe(");
    }

    static class LooksAtTheOutcome {
        Outcome inTheSameMethod(ChatStream stream, StringBuilder out) {
            for (ChatEvent event : stream) {
                out.append(event);
            }
            return stream.outcome();
        }

        void inAHelper(ChatStream stream) {
            stream.forEach(this::handle);
        }

        private void handle(ChatEvent event) {
            if (event instanceof StreamEnded) {
                System.out.println();
            }
        }

        void inTheSubscriber(Chat chat, ChatRequest request) {
            chat.publisher(request).subscribe(new Subscriber());
        }

        Flow.Publisher<ChatEvent> notYet(Chat chat, ChatRequest request) {
            return chat.publisher(request);
        }

        void byOnError(Chat chat, ChatRequest request, Flow.Subscriber<String> subscriber) {
            chat.textOrError(request).subscribe(subscriber);
        }
    }

    static class Subscriber implements Flow.Subscriber<ChatEvent> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(ChatEvent event) {
            if (event instanceof StreamEnded ended) {
                System.out.println(ended.outcome().kind());
            }
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
    }

    @Test
    void acceptsReadersThatLookAtTheOutcomeThemselvesOrLeaveItToOthers() {
        assertThat(Violations.of(OUTCOMES_ARE_LOOKED_AT, LooksAtTheOutcome.class, Subscriber.class))
                .isEmpty();
    }

    static class TakesWhatThereIs {
        String text(Outcome outcome) {
            return outcome.completion().text();
        }
    }

    @Test
    void findsAPartThatIsTakenForAWholeAnswer() {
        assertThat(Violations.of(PARTS_ARE_NOT_TAKEN_FOR_WHOLE_ANSWERS, TakesWhatThereIs.class))
                .singleElement()
                .asString()
                .contains("TakesWhatThereIs.text(", "without asking which outcome it is");
    }

    static class KnowsWhatItTakes {
        String whole(Outcome outcome) {
            return outcome.orThrow().text();
        }

        String wholeOrEmpty(Outcome outcome) {
            return outcome instanceof Completed completed
                    ? completed.completion().text()
                    : "";
        }

        String partOnPurpose(Truncated truncated) {
            return truncated.completion().text();
        }

        ChatCompletion withANote(Outcome outcome, Consumer<String> notes) {
            notes.accept(outcome.kind());
            return outcome.completion();
        }
    }

    @Test
    void acceptsCodeThatKnowsWhichOutcomeItHas() {
        assertThat(Violations.of(PARTS_ARE_NOT_TAKEN_FOR_WHOLE_ANSWERS, KnowsWhatItTakes.class))
                .isEmpty();
    }
}
