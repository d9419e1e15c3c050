package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.error.ChatException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faces that fail unless the answer is whole, as reactive libraries expect. */
@Timeout(20)
class OrErrorTest {
    @ParameterizedTest(name = "{0} ends with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "401 no end          | RejectedException        | ''",
                "503 no end / 503 no end / 503 no end | RejectedException | ''",
                "200 end             | MalformedStreamException | ''",
                "200 t:a t:b end     | TruncatedException       | ab",
                "200 t:a lost        | TruncatedException       | a",
                "200 t:a e:busy      | ProviderFailedException  | a",
                "200 t:a +4s         | StreamTimeoutException   | a",
                "+2s                 | StreamTimeoutException   | ''",
            })
    void endsWithTheErrorOfAnOutcomeThatIsNotCompleted(String script, String error, String text) {
        Scene texts = new Scene(script);
        Recorder<String> pieces = new Recorder<>();
        chat(texts).textOrError(Scene.REQUEST).subscribe(pieces);
        assertThat(String.join("", pieces.items)).isEqualTo(text);

        Scene events = new Scene(script);
        Recorder<ChatEvent> recorded = new Recorder<>();
        chat(events).eventsOrError(Scene.REQUEST).subscribe(recorded);
        assertThat(recorded.items).noneMatch(StreamEnded.class::isInstance);
        assertThat(recorded.items.stream().filter(TextReceived.class::isInstance))
                .hasSize(text.length());

        assertThat(pieces.error.getClass().getSimpleName()).isEqualTo(error);
        assertThat(recorded.error.getClass().getSimpleName()).isEqualTo(error);
        assertThat(pieces.completed || recorded.completed).isFalse();
        for (Scene scene : List.of(texts, events)) {
            ChatException told = scene.diary.outcome.error();
            assertThat(told.getClass().getSimpleName()).isEqualTo(error);
            assertThat(scene.diary.told).containsOnlyOnce("ended");
            assertThat(scene.scheduler.pending()).isZero();
        }
    }

    @Test
    void completesAnAnswerThatIsWhole() {
        String script = "503 end / 200 t:Hel reasoning:so t:lo f:stop u [DONE]";
        Recorder<String> pieces = new Recorder<>();
        chat(new Scene(script)).textOrError(Scene.REQUEST).subscribe(pieces);
        assertThat(pieces.items).containsExactly("Hel", "lo");
        assertThat(pieces.completed).isTrue();

        Recorder<ChatEvent> events = new Recorder<>();
        chat(new Scene(script)).eventsOrError(Scene.REQUEST).subscribe(events);
        assertThat(events.items)
                .last()
                .isInstanceOfSatisfying(
                        StreamEnded.class, end -> assertThat(end.outcome()).isInstanceOf(Completed.class));
        assertThat(events.completed).isTrue();
        assertThat(events.error).isNull();
    }

    @Test
    void completesWithoutAPieceWhereThereIsNoText() {
        Recorder<String> pieces = new Recorder<>();
        chat(new Scene("200 call:f f:tool_calls [DONE]"))
                .textOrError(Scene.REQUEST)
                .subscribe(pieces);
        assertThat(pieces.items).isEmpty();
        assertThat(pieces.completed).isTrue();
    }

    @Test
    void givesTheTextOfTheFirstChoiceAlone() {
        Recorder<String> pieces = new Recorder<>();
        chat(new Scene("200 choice1:x choice0:a choice1:y choice0:b [DONE]"))
                .textOrError(Scene.REQUEST)
                .subscribe(pieces);
        assertThat(pieces.items).containsExactly("a", "b");
    }

    /** Such as a server that writes each piece as UTF-8, where half a pair becomes a question mark. */
    @ParameterizedTest
    @CsvSource({
        "<D83D> <DE00>, <D83D DE00>",
        "a<D83D> <DE00>b, a <D83D DE00>b",
        "a<D83D> b, a <D83D>b",
        "<D83D> <D83D> <DE00>, <D83D> <D83D DE00>",
        "a<D83D>, a <D83D>",
    })
    void endsNoPieceWithinACharacter(String sent, String given) {
        TextPieces pieces = new TextPieces();
        List<String> shown = new ArrayList<>();
        for (String piece : chars(sent).split(" ")) {
            shown.add(pieces.whole(piece));
        }
        shown.add(pieces.rest());
        shown.removeIf(String::isEmpty);
        assertThat(shown).containsExactly(chars(given).split(" "));
    }

    @Test
    void takesAnEmptyPieceForNone() {
        assertThat(new TextPieces().whole("")).isEmpty();
    }

    /** Stands for characters by their numbers, in angle brackets. */
    private static String chars(String written) {
        return written.replace("<D83D DE00>", "\uD83D\uDE00")
                .replace("<D83D>", "\uD83D")
                .replace("<DE00>", "\uDE00");
    }

    @Test
    void asksForNoMoreThanIsWanted() {
        Scene scene = new Scene("200 t:a t:b t:c f:stop [DONE]");
        Recorder<String> slow = new Recorder<>(0);
        chat(scene).textOrError(Scene.REQUEST).subscribe(slow);
        assertThat(scene.endings()).isEqualTo("unopened");
        slow.subscription.request(1);
        assertThat(slow.items).containsExactly("a");
        assertThat(scene.exchanges.get(0).left()).isEqualTo(4);
        slow.subscription.request(1);
        assertThat(slow.items).containsExactly("a", "b");
        slow.subscription.request(2);
        assertThat(slow.items).containsExactly("a", "b", "c");
        assertThat(slow.completed).isTrue();
    }

    @Test
    void failsAtOnceWhereTheRequestCannotBePrepared() {
        IllegalStateException thrown = new IllegalStateException("no tenant");
        Recorder<String> pieces = new Recorder<>(0);
        chat(new Scene("200"))
                .withRequestCustomizer(request -> {
                    throw thrown;
                })
                .textOrError(Scene.REQUEST)
                .subscribe(pieces);
        assertThat(pieces.error).isSameAs(thrown);
    }

    private static Chat chat(Scene scene) {
        return scene.chat.withExecutor(Runnable::run);
    }

    private static final class Recorder<T> implements Flow.Subscriber<T> {
        final List<T> items = new ArrayList<>();
        private final long demand;
        boolean completed;
        Flow.@Nullable Subscription subscription;

        @Nullable
        Throwable error;

        Recorder() {
            this(Long.MAX_VALUE);
        }

        Recorder(long demand) {
            this.demand = demand;
        }

        @Override
        public void onSubscribe(Flow.Subscription ours) {
            subscription = ours;
            if (demand > 0) {
                ours.request(demand);
            }
        }

        @Override
        public void onNext(T item) {
            items.add(item);
        }

        @Override
        public void onError(Throwable thrown) {
            error = thrown;
        }

        @Override
        public void onComplete() {
            completed = true;
        }
    }
}
