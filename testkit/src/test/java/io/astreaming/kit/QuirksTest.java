package io.astreaming.kit;

import static io.astreaming.test.ChatAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Outcome;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.ChatStream;
import io.astreaming.test.Quirks;
import io.astreaming.test.ReplayExtension;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class QuirksTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    private static Outcome outcome(Recording recording) {
        ChatRequest request =
                ChatRequest.model("m").user("Hi").includeUsage(false).build();
        try (ChatStream stream = model.next(recording).chat().stream(request)) {
            return stream.outcome();
        }
    }

    @Test
    void namesEachStreamLikeItsConstant() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field constant : Quirks.class.getFields()) {
            names.add(constant.getName().toLowerCase(Locale.ROOT));
            assertThat(((Recording) constant.get(null)).name()).isEqualTo(names.get(names.size() - 1));
        }
        assertThat(Quirks.all()).extracting(Recording::name).containsExactlyElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource("io.astreaming.test.Quirks#all")
    void canBeReplayed(Recording quirk) {
        assertThat(outcome(quirk).completion().model()).isNotEqualTo("");
    }

    @Test
    void hasTheOutcomeThatItsCommentSays() {
        assertThat(outcome(Quirks.PARALLEL_CALLS))
                .isCompleted()
                .hasToolCall("weather", "{\"city\":\"Oslo\"}")
                .hasToolCall("time", "{\"zone\":\"CET\"}")
                .hasDeviations();
        assertThat(outcome(Quirks.CALL_WITHOUT_INDEX))
                .isCompleted()
                .hasToolCall("weather", "{\"city\":\"Oslo\"}")
                .hasDeviations(Deviation.TOOL_CALL_WITHOUT_INDEX);
        assertThat(outcome(Quirks.ARGUMENTS_AS_OBJECT))
                .isCompleted()
                .hasToolCall("weather", "{\"city\":\"Oslo\"}")
                .hasDeviations(Deviation.ARGUMENTS_NOT_A_STRING);
        assertThat(outcome(Quirks.CUT_CALL)).hasIncompleteToolCall("weather").hasFinishReason(FinishReason.LENGTH);
        assertThat(outcome(Quirks.USAGE_WITHOUT_CHOICES))
                .isCompleted()
                .hasUsage(11, 7)
                .hasDeviations();
        assertThat(outcome(Quirks.USAGE_IN_EVERY_CHUNK))
                .isCompleted()
                .hasText("Hello")
                .hasUsage(11, 2)
                .hasDeviations(Deviation.USAGE_WITH_CHOICES, Deviation.USAGE_REPEATED);
        assertThat(outcome(Quirks.NO_DONE)).isCompleted().hasText("Hello").hasDeviations(Deviation.DONE_MISSING);
        assertThat(outcome(Quirks.NO_FINISH_REASON))
                .isCompleted()
                .hasFinishReason(null)
                .hasDeviations(Deviation.DONE_WITHOUT_FINISH);
        assertThat(outcome(Quirks.REASONING_CONTENT))
                .hasReasoning("They greet me.")
                .hasText("Hello")
                .hasDeviations();
        assertThat(outcome(Quirks.REASONING))
                .hasReasoning("They greet me.")
                .hasText("Hello")
                .hasDeviations();
        assertThat(outcome(Quirks.HEARTBEATS)).isCompleted().hasText("Hello").hasDeviations();
        assertThat(outcome(Quirks.ERROR_IN_STREAM)).isFailed().hasText("Hel");
        assertThat(outcome(Quirks.TRUNCATED)).isTruncated().hasText("Hel");
        assertThat(outcome(Quirks.CUT_IN_CHARACTER)).isTruncated().hasText("Hel");
        assertThat(outcome(Quirks.FILTER_RESULTS_FIRST))
                .isCompleted()
                .hasText("Hello")
                .hasDeviations();
        assertThat(outcome(Quirks.FILTERED)).hasText("Hel").hasFinishReason(FinishReason.CONTENT_FILTER);
        assertThat(outcome(Quirks.REFUSAL))
                .isCompleted()
                .hasRefusal("I can't help with that.")
                .hasText("");
        assertThat(outcome(Quirks.TWO_CHOICES))
                .hasText("Hello")
                .choice(1)
                .hasText("Good day")
                .hasDeviations();
    }
}
