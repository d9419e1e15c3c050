package io.astreaming.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.conformance.Wire;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.ChoiceStarted;
import io.astreaming.event.ErrorReported;
import io.astreaming.event.ItemFinished;
import io.astreaming.event.ItemStarted;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.RefusalReceived;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.StreamStarted;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the guide to events promises of any stream: how often they come, in which order, and what they add up to. */
final class EventPromises {
    private final Map<Integer, Said> choices = new HashMap<>();
    private boolean started;
    private boolean failed;

    private EventPromises() {}

    static void check(Wire wire) {
        new EventPromises().follow(wire);
    }

    private void follow(Wire wire) {
        List<ChatEvent> events = wire.events;
        ChatEvent last = events.get(events.size() - 1);
        assertThat(last).isEqualTo(new StreamEnded(wire.outcome));
        for (ChatEvent event : events.subList(0, events.size() - 1)) {
            assertThat(event).isNotInstanceOf(StreamEnded.class);
            if (event instanceof StreamStarted) {
                assertThat(started).as("two starts").isFalse();
                assertThat(choices).isEmpty();
                started = true;
            } else if (event instanceof ErrorReported) {
                assertThat(failed).as("two errors").isFalse();
                failed = true;
            } else if (event instanceof ChoiceEvent of) {
                assertThat(started).as("a choice before the start").isTrue();
                Said choice = choices.get(of.choice());
                assertThat(choice == null).as("begins a choice: %s", event).isEqualTo(event instanceof ChoiceStarted);
                choices.computeIfAbsent(of.choice(), index -> new Said()).add(of);
            }
        }
        List<CompletedChoice> completed = wire.said().choices();
        assertThat(completed).extracting(CompletedChoice::index).containsAll(choices.keySet());
        completed.forEach(
                choice -> choices.getOrDefault(choice.index(), new Said()).compare(choice));
    }

    /** What the events of one choice say. */
    private static final class Said {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder reasoning = new StringBuilder();
        private final StringBuilder refusal = new StringBuilder();
        private final Map<Integer, StringBuilder> arguments = new HashMap<>();
        private final Map<Integer, ToolCall> complete = new HashMap<>();
        private final Map<Integer, String> items = new HashMap<>();
        private final Map<Integer, AnswerItem> wholeItems = new HashMap<>();
        private boolean finished;

        void add(ChoiceEvent event) {
            assertThat(finished).as("after the choice has finished: %s", event).isFalse();
            if (event instanceof TextReceived received) {
                append(text, received.text());
            } else if (event instanceof ReasoningReceived received) {
                append(reasoning, received.text());
            } else if (event instanceof RefusalReceived received) {
                append(refusal, received.text());
            } else if (event instanceof ToolCallStarted call) {
                assertThat(arguments.put(call.call(), new StringBuilder()))
                        .as("two starts of a call")
                        .isNull();
            } else if (event instanceof ToolArgumentsReceived received) {
                assertThat(arguments).containsKey(received.call());
                append(arguments.get(received.call()), received.fragment());
            } else if (event instanceof ToolCallFinished call) {
                assertThat(arguments).containsKey(call.call());
                assertThat(complete.put(call.call(), call.toolCall()))
                        .as("two ends of a call")
                        .isNull();
            } else if (event instanceof ItemStarted item) {
                assertThat(items.put(item.position(), item.type()))
                        .as("two starts of an item")
                        .isNull();
            } else if (event instanceof ItemFinished finish) {
                assertThat(items)
                        .containsEntry(finish.item().position(), finish.item().type());
                assertThat(wholeItems.put(finish.item().position(), finish.item()))
                        .as("the item that this one replaces")
                        .isNotEqualTo(finish.item());
            } else if (event instanceof ChoiceFinished) {
                finished = true;
            }
        }

        private static void append(StringBuilder all, String piece) {
            assertThat(piece).isNotEmpty();
            all.append(piece);
        }

        void compare(CompletedChoice choice) {
            assertThat(text.toString()).isEqualTo(orEmpty(choice.content()));
            assertThat(reasoning.toString()).isEqualTo(orEmpty(choice.reasoning()));
            assertThat(refusal.toString()).isEqualTo(orEmpty(choice.refusal()));
            assertThat(finished).isEqualTo(choice.isFinished());
            complete.forEach((call, toolCall) -> {
                assertThat(toolCall.complete()).isTrue();
                assertThat(toolCall.arguments()).isEqualTo(String.valueOf(arguments.get(call)));
            });
            assertThat(choice.toolCalls().stream().filter(ToolCall::complete))
                    .containsExactlyInAnyOrderElementsOf(complete.values().stream()
                            .filter(call -> choice.functionCall() == null
                                    || choice.toolCalls().contains(call))
                            .toList());
            assertThat(choice.items())
                    .extracting(AnswerItem::position)
                    .containsExactlyInAnyOrderElementsOf(items.keySet());
            assertThat(choice.items().stream().filter(AnswerItem::isWhole))
                    .containsExactlyInAnyOrderElementsOf(wholeItems.values());
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
