package io.astreaming.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Failed;
import io.astreaming.error.DeviationException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.StreamLimit;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.ChoiceStarted;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.RefusalReceived;
import io.astreaming.event.RoleReceived;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.StreamStarted;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.event.UsageReported;
import io.astreaming.settings.StreamLimits;
import io.astreaming.stream.Scene;
import io.astreaming.stream.Script;
import io.astreaming.value.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that is told of a stream, in its order, and exactly what was healed on the way. {@link Script} tells how to read the lines. */
class InterpretationTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what says nothing is told nobody, and what is told is told in the order in which it came
            t: role:assistant t: t:a reasoning: refusal: f:stop [DONE] | choice, role assistant, text a, finish stop, Completed |
            role:assistant t:a t: t:b f:stop [DONE] | choice, role assistant, text a, text b, finish stop, Completed |
            # an answer that never begins
            u [DONE] | usage, Failed |
            empty [DONE] | Failed |
            empty end | Truncated |
            empty u [DONE] | usage, Failed |
            # roles
            role:assistant role:assistant t:a f:stop [DONE] | choice, role assistant, text a, finish stop, Completed |
            role:assistant role:user t:a role:tool f:stop [DONE] | choice, role assistant, text a, finish stop, Completed | ROLE_CHANGED=2
            # reasoning under two names is said once, in one chunk or once more as a whole
            reasoning:x&thinking:x f:stop [DONE] | choice, reasoning x, finish stop, Completed | REASONING_DOUBLED=1
            reasoning:x&thinking:y f:stop [DONE] | choice, reasoning x, reasoning y, finish stop, Completed |
            reasoning:x&reasoning:x f:stop [DONE] | choice, reasoning x, reasoning x, finish stop, Completed |
            reasoning:x thinking:x f:stop [DONE] | choice, reasoning x, finish stop, Completed | REASONING_DOUBLED=1
            reasoning:x reasoning:y thinking:y f:stop [DONE] | choice, reasoning x, reasoning y, reasoning y, finish stop, Completed |
            reasoning:&thinking: f:stop [DONE] | choice, finish stop, Completed |
            t:a f:stop f:stop [DONE] | choice, text a, finish stop, Completed | FINISH_REPEATED=1
            reasoning:r t:a refusal:no f:stop u [DONE] | choice, reasoning r, text a, refusal no, usage, finish stop, Completed |
            # what comes after a finish
            f:stop t:a [DONE] | choice, text a, finish stop, Completed | DELTA_AFTER_FINISH=1
            f:stop t: role:assistant reasoning: refusal: [DONE] | choice, role assistant, finish stop, Completed |
            f:stop reasoning:a refusal:b t:c [DONE] | choice, reasoning a, refusal b, text c, finish stop, Completed | DELTA_AFTER_FINISH=3
            f:stop tool:0;a;first;{} [DONE] | choice, call 0 a first, args 0 {}, whole 0 {}, finish stop, Completed | DELTA_AFTER_FINISH=1 TOOL_CALLS_WITH_STOP=1
            f:function_call function:first;{} [DONE] | choice, call -1 null first, args -1 {}, whole -1 {}, finish function_call, Completed | DELTA_AFTER_FINISH=1
            f:stop reasoning:x&thinking:x [DONE] | choice, reasoning x, finish stop, Completed | DELTA_AFTER_FINISH=1 REASONING_DOUBLED=1
            t:a f:stop u u [DONE] | choice, text a, usage, finish stop, Completed | USAGE_REPEATED=1
            # calls begin before their arguments and are whole before their choice is
            tool:0;a;first;~ tool:0;;;{ tool:0;;;} f:tool_calls [DONE] | choice, call 0 a first, args 0 {, args 0 }, whole 0 {}, finish tool_calls, Completed |
            tool:0;a;first; f:tool_calls [DONE] | choice, call 0 a first, whole 0, finish tool_calls, Completed |
            tool:0;a;first;{} tool:1;b;second;{} f:tool_calls [DONE] | choice, call 0 a first, args 0 {}, call 1 b second, args 1 {}, whole 0 {}, whole 1 {}, finish tool_calls, Completed |
            tool:0;a;first; tool:1;b;second;{} f:tool_calls [DONE] | choice, call 0 a first, call 1 b second, args 1 {}, whole 0, whole 1 {}, finish tool_calls, Completed |
            tool:0;a;;{ tool:0;;late;} f:tool_calls [DONE] | choice, call 0 a late, args 0 {}, whole 0 {}, finish tool_calls, Completed |
            function:first; function:;{ function:;} f:function_call [DONE] | choice, call -1 null first, args -1 {, args -1 }, whole -1 {}, finish function_call, Completed |
            tool:0;a;first;{ end | choice, call 0 a first, args 0 {, Truncated |
            tool:0;a;first;{} f:length [DONE] | choice, call 0 a first, args 0 {}, finish length, Completed |
            tool:0;a;first;{} f:stop [DONE] | choice, call 0 a first, args 0 {}, whole 0 {}, finish stop, Completed | TOOL_CALLS_WITH_STOP=1
            tool:0;a;first; end | choice, call 0 a first, Truncated |
            tool:0;;; f:stop [DONE] | choice, finish stop, Completed | TOOL_CALLS_WITH_STOP=1 TOOL_CALL_EMPTY=1
            """)
    void tellsInOrderWhatCameAndCountsWhatItHealed(String script, String events, String deviations) {
        assertThat(told(script)).isEqualTo(events);
        assertThat(counted(script)).isEqualTo(deviations == null ? "" : deviations);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # ids: the same one on every piece is no change, whatever else comes again
            tool:0;a;f;{ tool:0;a;;} | a f {} |
            tool:0;a;f;{ tool:0;a;f;} | a f {} | TOOL_CALL_NAME_REPEATED=1
            tool:0;a;f;{ tool:0;b;;} | a f {} | TOOL_CALL_ID_CHANGED=1
            tool:0;;f;{ tool:0;b;;} | b f {} |
            # a nameless piece with a new id is another call only if it brings no arguments and there are some
            tool:0;a;f;{} tool:0;b;; tool:0;;g;{} | a f {}, b g {} | TOOL_CALL_INDEX_REUSED=1
            tool:0;a;f; tool:0;b;;{} | a f {} | TOOL_CALL_ID_CHANGED=1
            tool:0;a;f; tool:0;b;; tool:0;;;{} | a f {} | TOOL_CALL_ID_CHANGED=1
            tool:0;a;f;{} tool:0;a;; | a f {} |
            # what it brings is the first one's, though that was whole already
            tool:0;a;f;{} tool:0;b;;{} | a f {}{} | ARGUMENTS_OF_SEVERAL_CALLS=1 TOOL_CALL_ID_CHANGED=1
            # a named piece: a slot without a name takes it
            tool:0;a;; tool:0;b;f;{} | a f {} | TOOL_CALL_ID_CHANGED=1
            tool:0;;;{ tool:0;b;f;} | b f {} |
            # with a new id it is another call if the slot has an id, or arguments
            tool:0;a;f; tool:0;b;f;{} | a f, b f {} | TOOL_CALL_INDEX_REUSED=1
            tool:0;;f;{} tool:0;b;f;{} | null f {}, b f {} | TOOL_CALL_INDEX_REUSED=1
            tool:0;;f; tool:0;b;f;{} | b f {} | TOOL_CALL_NAME_REPEATED=1
            # without id it is another call if its name differs and the slot has arguments
            tool:0;;f;{} tool:0;;g;{} | null f {}, null g {} | TOOL_CALL_INDEX_REUSED=1
            tool:0;;f;{ tool:0;;f;} | null f {} | TOOL_CALL_NAME_REPEATED=1
            tool:0;;f; tool:0;;g;{} | null fg {} |
            tool:0;;f;&tool:0;;g;{} | null fg {} |
            # without id and index also if its name doesn't differ, or if it isn't the first of its delta
            tool:;;f;{} tool:;;f;{} | null f {}, null f {} | TOOL_CALL_WITHOUT_INDEX=2
            tool:;;f;&tool:;;f;{} | null f, null f {} | TOOL_CALL_WITHOUT_INDEX=2
            tool:;;f; tool:;;f;{} | null f {} | TOOL_CALL_NAME_REPEATED=1 TOOL_CALL_WITHOUT_INDEX=2
            tool:;;f; tool:;;g;{} | null fg {} | TOOL_CALL_WITHOUT_INDEX=2
            # a known id counts more than an index, unless the piece is named and that index is another
            tool:0;a;f;{ tool:1;a;;} | a f {} |
            tool:0;a;f;{} tool:1;a;g;{} | a f {}, a g {} |
            tool:;a;f;{ tool:0;a;f;} | a f {} | TOOL_CALL_NAME_REPEATED=1 TOOL_CALL_WITHOUT_INDEX=1
            tool:0;a;f;{ tool:1;b;g;{} tool:;a;;} | a f {}, b g {} | TOOL_CALL_WITHOUT_INDEX=1
            # without index it is the call that was addressed last, whichever began last
            tool:0;a;f;{ tool:1;b;g;{} tool:0;;;} tool:;;;~ | a f {}, b g {} | TOOL_CALL_WITHOUT_INDEX=1
            tool:0;a;f; tool:1;b;g;{} tool:0;;;{ tool:;;;} | a f {}, b g {} | TOOL_CALL_WITHOUT_INDEX=1
            """)
    void findsTheCallThatAPieceBelongsTo(String script, String calls, String deviations) {
        StreamEngine engine = read(script + " f:tool_calls [DONE]", StreamLimits.DEFAULT, Set.of());
        assertThat(engine.outcome().completion().choices().get(0).toolCalls().stream()
                        .map(call -> (call.id() + " " + call.name() + " " + call.arguments()).strip())
                        .collect(Collectors.joining(", ")))
                .isEqualTo(calls);
        assertThat(counted(engine)).isEqualTo(deviations == null ? "" : deviations);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            f:stop t:a [DONE] | DELTA_AFTER_FINISH=1
            f:stop t:a t:b [DONE] | DELTA_AFTER_FINISH=2
            f:stop reasoning:a [DONE] | DELTA_AFTER_FINISH=1
            f:stop refusal:a [DONE] | DELTA_AFTER_FINISH=1
            f:tool_calls tool:0;a;f;{} [DONE] | DELTA_AFTER_FINISH=1
            f:function_call function:f;{} [DONE] | DELTA_AFTER_FINISH=1
            f:stop reasoning:x&thinking:x [DONE] | DELTA_AFTER_FINISH=1 REASONING_DOUBLED=1
            # what says nothing isn't late
            f:stop t: role:assistant reasoning: refusal: empty [DONE] |
            # nor is another choice
            f:stop choice1:a [DONE] | DONE_WITHOUT_FINISH=1
            """)
    void countsWhatComesAfterAFinish(String script, String deviations) {
        assertThat(counted(script)).isEqualTo(deviations == null ? "" : deviations);
    }

    /** The text and the finish say id-1, 1 and model-1. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            envelope:id-1;1;model-1 t:a f:stop [DONE] |
            t:a envelope:;; f:stop [DONE] |
            # what is absent or 0 at first may still come
            envelope:;0; t:a f:stop [DONE] |
            envelope:;; t:a f:stop [DONE] |
            envelope:;;model-1 envelope:id-1;; t:a f:stop [DONE] |
            # whatever changes, and however often, it is counted once
            t:a envelope:id-2;1;model-1 f:stop [DONE] | ENVELOPE_CHANGED=1
            t:a envelope:id-1;2;model-1 f:stop [DONE] | ENVELOPE_CHANGED=1
            t:a envelope:id-1;1;model-2 f:stop [DONE] | ENVELOPE_CHANGED=1
            t:a envelope:id-2;; f:stop [DONE] | ENVELOPE_CHANGED=1
            t:a f:stop envelope:;; envelope:id-2;; [DONE] | ENVELOPE_CHANGED=1
            t:a envelope:id-2;2;model-2 envelope:id-3;3;model-3 f:stop [DONE] | ENVELOPE_CHANGED=1
            """)
    void keepsTheFirstEnvelopeThatIsNotEmptyAndCountsAnother(String script, String deviations) {
        StreamEngine engine = read(script, StreamLimits.DEFAULT, Set.of());
        ChatCompletion completion = engine.outcome().completion();
        assertThat(completion.id()).isEqualTo("id-1");
        assertThat(completion.model()).isEqualTo("model-1");
        assertThat(counted(engine)).isEqualTo(deviations == null ? "" : deviations);
    }

    /** What is only found once all has come: healed, counted, and the answer is whole; or refused, and it isn't. */
    @ParameterizedTest
    @CsvSource({
        "TOOL_CALL_EMPTY, t:a tool:0;;; f:tool_calls [DONE]",
        "ENVELOPE_CHANGED, t:a envelope:id-1;1;other f:stop [DONE]",
        "ARGUMENTS_OF_SEVERAL_CALLS, t:a tool:0;a;f;{}{} f:tool_calls [DONE]",
        "DONE_MISSING, t:a f:stop",
        "DONE_WITHOUT_FINISH, t:a [DONE]",
    })
    void failsForWhatItIsStrictAboutThoughItIsFoundOnlyAtTheEnd(Deviation deviation, String script) {
        StreamEngine lenient = read(script, StreamLimits.DEFAULT, Set.of());
        assertThat(Scene.kind(lenient.outcome())).isEqualTo("Completed");
        assertThat(counted(lenient)).isEqualTo(deviation + "=1");

        StreamEngine strict = read(script, StreamLimits.DEFAULT, Set.of(deviation));
        assertThat(strict.outcome()).isInstanceOf(Failed.class);
        assertThat(strict.outcome().error())
                .isInstanceOfSatisfying(
                        DeviationException.class, e -> assertThat(e.deviation()).isEqualTo(deviation));
        assertThat(strict.outcome().completion().text()).isEqualTo("a");
        assertThat(counted(strict)).isEqualTo(deviation + "=1");

        StreamEngine cut = read(
                script.replace(" [DONE]", "").replaceFirst(" f:\\S+", ""), StreamLimits.DEFAULT, Set.of(deviation));
        assertThat(Scene.kind(cut.outcome())).isEqualTo("Truncated");
    }

    @Test
    void failsForALimitThatIsReachedOnlyAtTheEnd() {
        // the arguments of a call without a name are held until the end, and count again once they are told
        StreamLimits limits = StreamLimits.DEFAULT
                .withEventBytes(1_000)
                .withNestingDepth(10)
                .withNumberLength(10)
                .withTotalText(10)
                .withChoices(10)
                .withToolCalls(10)
                .withDistinctExtras(10)
                .withErrorBodyBytes(1_000);
        StreamEngine engine = read("t:aaa tool:0;a;;{\"n\":12} f:tool_calls [DONE]", limits, Set.of());
        assertThat(engine.outcome()).isInstanceOf(Failed.class);
        assertThat(engine.outcome().error())
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(StreamLimit.TOTAL_TEXT));
    }

    private static String told(String script) {
        StreamEngine engine = read(script, StreamLimits.DEFAULT, Set.of());
        List<String> told = new ArrayList<>();
        for (ChatEvent event = engine.poll(); event != null; event = engine.poll()) {
            if (!(event instanceof StreamStarted)) {
                told.add(words(event));
            }
        }
        return String.join(", ", told);
    }

    private static String counted(String script) {
        return counted(read(script, StreamLimits.DEFAULT, Set.of()));
    }

    private static String counted(StreamEngine engine) {
        Map<Deviation, Long> deviations = engine.outcome().completion().deviations();
        return deviations.keySet().stream()
                .map(Deviation::name)
                .sorted()
                .map(name -> name + "=" + deviations.get(Deviation.valueOf(name)))
                .collect(Collectors.joining(" "));
    }

    private static StreamEngine read(String script, StreamLimits limits, Set<Deviation> refused) {
        StreamOptions options = StreamOptions.DEFAULT.withLimits(limits).failOn(refused);
        StreamEngine engine = new StreamEngine(Script::decode, options, (payload, nanos) -> {}, () -> 0L);
        engine.begin(Script::framing);
        for (String line : script.strip().split(" ")) {
            if (!line.equals("end")) {
                engine.feed(Script.bytes(line + "\n"));
            }
        }
        engine.end();
        return engine;
    }

    private static String words(ChatEvent event) {
        if (event instanceof ChoiceStarted) {
            return "choice";
        } else if (event instanceof RoleReceived said) {
            return "role " + said.role();
        } else if (event instanceof TextReceived said) {
            return "text " + said.text();
        } else if (event instanceof ReasoningReceived said) {
            return "reasoning " + said.text();
        } else if (event instanceof RefusalReceived said) {
            return "refusal " + said.text();
        } else if (event instanceof ToolCallStarted call) {
            return "call " + position(call.call()) + " " + call.id() + " " + call.name();
        } else if (event instanceof ToolArgumentsReceived piece) {
            return "args " + position(piece.call()) + " " + piece.fragment();
        } else if (event instanceof ToolCallFinished call) {
            return ("whole " + position(call.call()) + " " + call.toolCall().arguments()).strip();
        } else if (event instanceof ChoiceFinished finish) {
            return "finish " + finish.finishReason();
        } else if (event instanceof UsageReported) {
            return "usage";
        } else if (event instanceof StreamEnded end) {
            return Scene.kind(end.outcome());
        }
        return event.toString();
    }

    private static int position(int call) {
        return call == ToolCallStarted.FUNCTION_CALL ? -1 : call;
    }
}
