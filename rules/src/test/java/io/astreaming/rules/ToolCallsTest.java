package io.astreaming.rules;

import static io.astreaming.rules.ChatUsageRules.ARGUMENT_FRAGMENTS_ARE_NOT_PARSED;
import static io.astreaming.rules.ChatUsageRules.ONLY_COMPLETE_TOOL_CALLS_ARE_RUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ToolLoop;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolCallsTest {
    static void run(ToolCall call) {
        System.out.println(call.name());
    }

    static class RunsEveryCall {
        void run(CompletedChoice choice) {
            for (ToolCall call : choice.toolCalls()) {
                ToolCallsTest.run(call);
            }
        }

        void runByReference(CompletedChoice choice) {
            choice.toolCalls().forEach(ToolCallsTest::run);
        }

        String firstArguments(CompletedChoice choice) {
            return choice.toolCalls().get(0).arguments();
        }
    }

    @Test
    void findsCallsThatAreRunWhateverTheirState() {
        assertThat(Violations.of(ONLY_COMPLETE_TOOL_CALLS_ARE_RUN, RunsEveryCall.class))
                .hasSize(3)
                .allMatch(each -> each.contains("without asking whether they are complete"));
    }

    static class RunsWhatIsComplete {
        void run(CompletedChoice choice) {
            choice.toolCalls().stream().filter(ToolCall::complete).forEach(ToolCallsTest::run);
        }

        void runFinished(ChatEvent event) {
            if (event instanceof ToolCallFinished finished) {
                ToolCallsTest.run(finished.toolCall());
            }
        }

        int count(CompletedChoice choice) {
            return choice.toolCalls().size();
        }

        List<ToolCall> repeated(CompletedChoice choice) {
            return choice.toolCalls();
        }

        ToolLoop loop(Chat chat) {
            return ToolLoop.over(chat, call -> call.arguments());
        }
    }

    @Test
    void acceptsCallsThatAreCompleteOrNotRun() {
        assertThat(Violations.of(ONLY_COMPLETE_TOOL_CALLS_ARE_RUN, RunsWhatIsComplete.class))
                .isEmpty();
    }

    static class ParsesFragments {
        private JsonObject parsed(String json) {
            return Json.createReader(new StringReader(json)).readObject();
        }

        void take(ToolArgumentsReceived arguments, StringBuilder all) {
            all.append(arguments.fragment());
            if (all.toString().endsWith("}")) {
                System.out.println(parsed(all.toString()));
            }
        }
    }

    @Test
    void findsFragmentsThatAreParsed() {
        assertThat(Violations.of(ARGUMENT_FRAGMENTS_ARE_NOT_PARSED, ParsesFragments.class))
                .singleElement()
                .asString()
                .contains("ParsesFragments.take(");
    }

    static class ShowsFragments {
        void show(ToolArgumentsReceived arguments) {
            System.out.print(arguments.fragment());
        }

        JsonObject parsed(ToolCallFinished finished) {
            return Json.createReader(new StringReader(finished.toolCall().arguments()))
                    .readObject();
        }
    }

    @Test
    void acceptsFragmentsThatAreShownAndArgumentsThatAreWhole() {
        assertThat(Violations.of(ARGUMENT_FRAGMENTS_ARE_NOT_PARSED, ShowsFragments.class))
                .isEmpty();
    }
}
