package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Completed;
import io.astreaming.completion.ToolCall;
import io.astreaming.completion.Truncated;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolMessage;
import io.astreaming.stream.ToolLoop;
import io.astreaming.stream.ToolRunner;
import io.astreaming.testing.LoopbackServer;
import io.astreaming.testing.RequestExamples;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ToolLoopTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m")
            .user("A coat?")
            .tool(RequestExamples.WEATHER)
            .toolChoice(ToolChoice.REQUIRED)
            .build();
    private static final ToolRunner COLD = ToolRunner.of(Map.of("weather", call -> "2 degrees"));

    @Test
    void runsToolsAndGoesOnUntilAnAnswerCallsNone() throws IOException {
        List<ChatEvent> events = new ArrayList<>();
        try (LoopbackServer server = new LoopbackServer(Streams.TOOL_CALL, Streams.TOOL_ANSWER)) {
            ToolLoop.Result result =
                    ToolLoop.over(server.chat(), COLD).withListener(events::add).run(REQUEST);

            assertThat(result.outcome().completion().text()).isEqualTo("Take a coat.");
            assertThat(result.rounds()).isEqualTo(2);
            assertThat(result.pendingCalls()).isEmpty();
            assertThat(result.conversation().messages())
                    .startsWith(Message.user("A coat?"))
                    .contains(Message.tool("c1", "2 degrees"))
                    .endsWith(Message.assistant("Take a coat."))
                    .hasSize(4);
            assertThat(result.conversation().tools()).isEqualTo(REQUEST.tools());
            assertThat(server.bodies().get(1))
                    .contains("\"extra_content\":{\"s\":1}")
                    .doesNotContain("reasoning_content", "tool_choice");
            assertThat(server.bodies().get(0)).contains("\"tool_choice\":\"required\"");
        }
        assertThat(events).filteredOn(ToolCallFinished.class::isInstance).hasSize(1);
        assertThat(events).filteredOn(StreamEnded.class::isInstance).hasSize(2);
    }

    @Test
    void stopsAfterSoManyRounds() throws IOException {
        try (LoopbackServer server = new LoopbackServer(Streams.TOOL_CALL)) {
            ToolLoop.Result result =
                    ToolLoop.over(server.chat(), COLD).withMaxRounds(3).run(REQUEST);

            assertThat(server.bodies()).hasSize(3);
            assertThat(result.rounds()).isEqualTo(3);
            assertThat(result.outcome()).isInstanceOf(Completed.class);
            assertThat(result.pendingCalls()).extracting(ToolCall::name).containsExactly("weather");
        }
    }

    @Test
    void tellsTheModelWhichToolsThereAre() throws IOException {
        try (LoopbackServer server = new LoopbackServer(Streams.TOOL_CALL, Streams.TOOL_ANSWER)) {
            ToolLoop.over(server.chat(), ToolRunner.of(Map.of("time", call -> "noon")))
                    .run(REQUEST);
            assertThat(server.bodies().get(1)).contains("There is no such tool. There are: [time]");
        }
    }

    @Test
    void letsWhatAToolThrowThroughAndAsksNoMore() throws IOException {
        IllegalStateException broken = new IllegalStateException("no thermometer");
        try (LoopbackServer server = new LoopbackServer(Streams.TOOL_CALL, Streams.TOOL_ANSWER)) {
            ToolLoop loop = ToolLoop.over(server.chat(), call -> {
                throw broken;
            });
            assertThatThrownBy(() -> loop.run(REQUEST)).isSameAs(broken);
            assertThat(server.bodies()).hasSize(1);
        }
    }

    @Test
    void runsNoCallThatWasCut() throws IOException {
        List<String> cut = List.of(Streams.TOOL_CALL.get(1), Streams.chunk("{}", "\"length\""));
        try (LoopbackServer server = new LoopbackServer(cut)) {
            ToolLoop.Result result = ToolLoop.over(server.chat(), call -> {
                        throw new AssertionError("was run");
                    })
                    .run(REQUEST);
            assertThat(result.conversation()).isEqualTo(REQUEST);
            assertThat(result.outcome().completion().choices().get(0).toolCalls())
                    .noneMatch(ToolCall::complete);
        }
    }

    @Test
    void endsWithAStreamThatDoesNotComplete() throws IOException {
        try (LoopbackServer server =
                new LoopbackServer(Streams.TOOL_CALL, List.of("{\"error\":{\"message\":\"overloaded\"}}"))) {
            ToolLoop.Result result = ToolLoop.over(server.chat(), COLD).run(REQUEST);
            assertThat(result.outcome()).isNotInstanceOfAny(Completed.class, Truncated.class);
            assertThat(result.conversation().messages()).endsWith(Message.tool("c1", "2 degrees"));
        }
    }

    @Test
    void givesReasoningBackToWhomItIsDue() throws IOException {
        try (LoopbackServer server = new LoopbackServer(Streams.TOOL_CALL, Streams.TOOL_ANSWER)) {
            ToolLoop.over(server.chat(), COLD)
                    .withReasoning("reasoning_content")
                    .run(REQUEST);
            assertThat(server.bodies().get(1)).contains("\"reasoning_content\":\"Where?\"");
        }
    }

    @Test
    void needsAtLeastOneRound() throws IOException {
        try (LoopbackServer server = new LoopbackServer(Streams.TOOL_ANSWER)) {
            assertThatThrownBy(() -> ToolLoop.over(server.chat(), COLD).withMaxRounds(0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void givesACallWithABlankIdOneThatNobodyElseHas() throws IOException {
        List<String> calls = List.of(
                Streams.chunk(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\" \",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}},"
                                + "{\"index\":1,\"id\":\"call_0\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}]}",
                        "null"),
                Streams.chunk("{}", "\"tool_calls\""));
        try (LoopbackServer server = new LoopbackServer(calls, calls, Streams.TOOL_ANSWER)) {
            ToolLoop.Result result = ToolLoop.over(server.chat(), COLD).run(REQUEST);

            assertThat(result.conversation().messages())
                    .filteredOn(ToolMessage.class::isInstance)
                    .extracting(message -> ((ToolMessage) message).toolCallId())
                    .containsExactly("call_1", "call_0", "call_2", "call_0");
        }
    }

    @Test
    void endsWhereAFunctionCallWasCut() throws IOException {
        List<String> cut = List.of(
                Streams.chunk("{\"function_call\":{\"name\":\"weather\",\"arguments\":\"{\"}}", "null"),
                Streams.chunk("{}", "\"length\""));
        try (LoopbackServer server = new LoopbackServer(cut)) {
            ToolLoop.Result result = ToolLoop.over(server.chat(), COLD).run(REQUEST);

            assertThat(result.outcome()).isInstanceOf(Completed.class);
            assertThat(result.conversation()).isEqualTo(REQUEST);
        }
    }

    @Test
    void runsNothingForAReasonThatNobodyKnows() throws IOException {
        List<String> odd = List.of(Streams.TOOL_CALL.get(1), Streams.chunk("{}", "\"tomorrow\""));
        try (LoopbackServer server = new LoopbackServer(odd)) {
            ToolLoop.Result result = ToolLoop.over(server.chat(), call -> {
                        throw new AssertionError("was run");
                    })
                    .run(REQUEST);
            assertThat(result.conversation()).isEqualTo(REQUEST);
        }
    }
}
