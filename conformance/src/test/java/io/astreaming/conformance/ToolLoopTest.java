package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Completed;
import io.astreaming.completion.ToolCall;
import io.astreaming.completion.Truncated;
import io.astreaming.error.MalformedResultException;
import io.astreaming.error.ResultFailure;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.json.JsonbResults;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolMessage;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.ToolLoop;
import io.astreaming.test.Quirks;
import io.astreaming.test.ReplayExtension;
import io.astreaming.testing.RequestExamples;
import io.astreaming.testing.Streams;
import io.astreaming.tool.ToolRunner;
import io.astreaming.tool.ToolSet;
import io.astreaming.value.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ToolLoopTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    private static final ChatRequest REQUEST = ChatRequest.model("m")
            .user("A coat?")
            .tool(RequestExamples.WEATHER)
            .toolChoice(ToolChoice.REQUIRED)
            .build();
    private static final Recording CALL = Recording.ofPayloads(Streams.TOOL_CALL, true);
    private static final Recording ANSWER = Recording.ofText("Take a ", "coat.");
    private static final ToolRunner COLD = ToolRunner.of(Map.of("weather", call -> "2 degrees"));

    @Test
    void runsToolsAndGoesOnUntilAnAnswerCallsNone() {
        List<ChatEvent> events = new ArrayList<>();
        ToolLoop.Result result = ToolLoop.over(model.next(CALL, ANSWER).chat(), COLD)
                .withListener(events::add)
                .run(REQUEST);

        assertThat(result.outcome().completion().text()).isEqualTo("Take a coat.");
        assertThat(result.rounds()).isEqualTo(2);
        assertThat(result.pendingCalls()).isEmpty();
        assertThat(result.conversation().messages())
                .startsWith(Message.user("A coat?"))
                .contains(Message.tool("c1", "2 degrees"))
                .endsWith(Message.assistant("Take a coat."))
                .hasSize(4);
        assertThat(result.conversation().tools()).isEqualTo(REQUEST.tools());
        assertThat(model.requests().get(1).text())
                .contains("\"extra_content\":{\"s\":1}")
                .doesNotContain("reasoning_content", "tool_choice");
        assertThat(model.requests().get(0).text()).contains("\"tool_choice\":\"required\"");
        assertThat(events).filteredOn(ToolCallFinished.class::isInstance).hasSize(1);
        assertThat(events).filteredOn(StreamEnded.class::isInstance).hasSize(2);
    }

    @Test
    void stopsAfterSoManyRounds() {
        ToolLoop.Result result = ToolLoop.over(model.next(CALL, CALL, CALL).chat(), COLD)
                .withMaxRounds(3)
                .run(REQUEST);

        assertThat(model.requests()).hasSize(3);
        assertThat(result.rounds()).isEqualTo(3);
        assertThat(result.outcome()).isInstanceOf(Completed.class);
        assertThat(result.pendingCalls()).extracting(ToolCall::name).containsExactly("weather");
    }

    @Test
    void tellsTheModelWhichToolsThereAre() {
        ToolLoop.over(model.next(CALL, ANSWER).chat(), ToolRunner.of(Map.of("time", call -> "noon")))
                .run(REQUEST);
        assertThat(model.requests().get(1).text()).contains("There is no such tool. There are: [time]");
    }

    @Test
    void letsWhatAToolThrowThroughAndAsksNoMore() {
        IllegalStateException broken = new IllegalStateException("no thermometer");
        ToolLoop loop = ToolLoop.over(model.next(CALL).chat(), call -> {
            throw broken;
        });
        assertThatThrownBy(() -> loop.run(REQUEST)).isSameAs(broken);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void runsNoCallThatWasCut() {
        ToolLoop.Result result = ToolLoop.over(model.next(Quirks.CUT_CALL).chat(), call -> {
                    throw new AssertionError("was run");
                })
                .run(REQUEST);
        assertThat(result.conversation()).isEqualTo(REQUEST);
        assertThat(result.outcome().completion().choices().get(0).toolCalls()).noneMatch(ToolCall::complete);
    }

    @Test
    void endsWithAStreamThatDoesNotComplete() {
        ToolLoop.Result result = ToolLoop.over(
                        model.next(
                                        CALL,
                                        Recording.builder()
                                                .error("overloaded", null)
                                                .build())
                                .chat()
                                .withRetry(RetryPolicy.NONE), // otherwise such an error is a reason to ask again
                        COLD)
                .run(REQUEST);
        assertThat(result.outcome()).isNotInstanceOfAny(Completed.class, Truncated.class);
        assertThat(result.conversation().messages()).endsWith(Message.tool("c1", "2 degrees"));
    }

    @Test
    void givesReasoningBackToWhomItIsDue() {
        ToolLoop.over(model.next(CALL, ANSWER).chat(), COLD)
                .withReasoning("reasoning_content")
                .run(REQUEST);
        assertThat(model.requests().get(1).text()).contains("\"reasoning_content\":\"Where?\"");
    }

    @Test
    void needsAtLeastOneRound() {
        assertThatThrownBy(() -> ToolLoop.over(model.chat(), COLD).withMaxRounds(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesACallWithABlankIdOneThatNobodyElseHas() {
        Recording calls = Recording.builder()
                .toolCall(" ", "weather")
                .toolCall("call_0", "weather")
                .build();
        ToolLoop.Result result =
                ToolLoop.over(model.next(calls, calls, ANSWER).chat(), COLD).run(REQUEST);

        assertThat(result.conversation().messages())
                .filteredOn(ToolMessage.class::isInstance)
                .extracting(message -> ((ToolMessage) message).toolCallId())
                .containsExactly("call_1", "call_0", "call_2", "call_0");
    }

    @Test
    void endsWhereAFunctionCallWasCut() {
        Recording cut = Recording.builder()
                .payload(Streams.chunk("{\"function_call\":{\"name\":\"weather\",\"arguments\":\"{\"}}", "\"length\""))
                .withoutFinish()
                .build();
        ToolLoop.Result result = ToolLoop.over(model.next(cut).chat(), COLD).run(REQUEST);

        assertThat(result.outcome()).isInstanceOf(Completed.class);
        assertThat(result.conversation()).isEqualTo(REQUEST);
    }

    @Test
    void runsNothingForAReasonThatNobodyKnows() {
        Recording odd = Recording.builder()
                .toolCall("c1", "weather", "{\"city\":\"Oslo\"}")
                .finish(FinishReason.of("tomorrow"))
                .build();
        ToolLoop.Result result = ToolLoop.over(model.next(odd).chat(), call -> {
                    throw new AssertionError("was run");
                })
                .run(REQUEST);
        assertThat(result.conversation()).isEqualTo(REQUEST);
    }

    public record City(String city) {
        public City {
            if (city.equals("Atlantis")) {
                throw new IllegalArgumentException("secret: " + city);
            }
        }
    }

    @Test
    void tellsTheModelWhichArgumentDoesNotFit() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "{\"city\":7}", "The arguments don't fit: a string was expected, not this number (at $.city).",
                        "{}", "The arguments don't fit: this object has no member \"city\" (at $).",
                        "{\"city\":\"Oslo\"", "The arguments aren't JSON",
                        "{\"city\":\"Atlantis\"}", "The tool doesn't accept these arguments")
                .entrySet()) {
            String told = tools().run(new ToolCall("c", "weather", wrong.getKey(), true));
            assertThat(told).startsWith(wrong.getValue()).doesNotContain("secret", "io.astreaming", "Exception");
        }
        ToolLoop.Result result = ToolLoop.over(
                        model.next(call("{\"city\":7}"), CALL, ANSWER).chat(), tools())
                .run(REQUEST);
        assertThat(result.outcome().completion().text()).isEqualTo("Take a coat.");
        assertThat(model.requests().get(1).text()).contains("a string was expected, not this number (at $.city)");
        assertThat(model.requests().get(2).text()).contains("in Oslo 2 degrees");
    }

    @Test
    void asksForTheToolsThatTheRequestLacks() {
        ToolSet tools = tools().with(new JsonbResults().tool("time", "Tells the time", City.class, City::city));
        ToolLoop.over(model.next(ANSWER).chat(), tools).run(REQUEST);
        assertThat(model.requests().get(0).text())
                .containsOnlyOnce("\"name\":\"weather\"")
                .contains("\"name\":\"time\"");
    }

    @Test
    void keepsWhatAToolItselfCouldNotRead() {
        MalformedResultException inner = new MalformedResultException(ResultFailure.EMPTY, null, "", null);
        ToolRunner tools = ToolRunner.of(Map.of("weather", call -> {
            throw inner;
        }));
        assertThatThrownBy(() -> tools.run(new ToolCall("c", "weather", "{}", true)))
                .isSameAs(inner);
    }

    private static ToolSet tools() {
        return ToolSet.of(new JsonbResults()
                .tool("weather", "Tells the weather", City.class, city -> "in " + city.city() + " 2 degrees"));
    }

    private static Recording call(String arguments) {
        return Recording.builder().toolCall("c0", "weather", arguments).build();
    }
}
