package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.ToolCall;
import io.astreaming.completion.Truncated;
import io.astreaming.error.MalformedResultException;
import io.astreaming.error.ResultFailure;
import io.astreaming.error.TruncatedException;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.value.FinishReason;
import io.astreaming.value.UsageNotReported;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultSnapshotsTest {
    private final EchoReader reader = new EchoReader();

    @Test
    void growsWithTheTextOfItsChoiceAlone() {
        ResultSnapshots<String> first = ResultSnapshots.ofText(reader);
        ResultSnapshots<String> second = ResultSnapshots.ofText(reader, 1, "");
        for (TextReceived event :
                List.of(new TextReceived(0, "{\"a\":\"x"), new TextReceived(1, "[1,"), new TextReceived(0, "y\"}"))) {
            first.accept(event);
            second.accept(event);
        }
        assertThat(first.current()).isEqualTo("{\"a\":\"xy\"}");
        assertThat(second.current()).isEqualTo("[1]");
        assertThat(second.json().text()).isEqualTo("[1]");
    }

    @Test
    void makesASnapshotOnlyWhenAskedAndSomethingIsNew() {
        ResultSnapshots<String> snapshots = ResultSnapshots.ofText(reader);
        assertThat(snapshots.current()).isNull();
        assertThat(snapshots.accept(new TextReceived(0, "{\"a"))).isTrue();
        assertThat(snapshots.accept(new TextReceived(0, "\":"))).isFalse();
        assertThat(snapshots.accept(new TextReceived(0, "1,"))).isTrue();
        assertThat(snapshots.current()).isEqualTo("{\"a\":1}").isSameAs(snapshots.current());
        assertThat(reader.snapshots).isEqualTo(1);
    }

    @Test
    void hasTheWholeAsResultAndLastSnapshot() {
        ResultSnapshots<String> snapshots = ended("", "{\"a\":1} ", null, FinishReason.STOP);
        assertThat(snapshots.result()).isEqualTo("{\"a\":1} ").isSameAs(snapshots.current());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{|\"a\":1}|{\"a\":1}",
                "{|  \"a\":1}|{  \"a\":1}",
                // a model that begins anew: the two together are no JSON whatever follows
                "{|{\"a\":1}|{\"a\":1}",
                "{|~ {\"a\":1}~| {\"a\":1}",
                "{\"a\":|{\"b\":1}}|{\"a\":{\"b\":1}}",
                "{\"a\":\"|{\"}|{\"a\":\"{\"}",
                // a prefill that is no JSON itself
                "Here it is:|{\"a\":1}|{\"a\":1}",
            })
    void goesOnFromAPrefill(String prefill, String text, String whole) {
        for (int cut = 0; cut <= text.length(); cut++) {
            ResultSnapshots<String> snapshots = ResultSnapshots.ofText(reader, 0, prefill);
            snapshots.accept(new TextReceived(0, text.substring(0, cut)));
            snapshots.accept(new TextReceived(0, text.substring(cut)));
            assertThat(snapshots.json().text().strip()).isEqualTo(whole.strip());
            snapshots.accept(new StreamEnded(new Completed(said(text, null, FinishReason.STOP))));
            assertThat(snapshots.result()).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"secret\":|length|TRUNCATED|{\"secret\":",
                "{\"secret\":|content_filter|FILTERED|{\"secret\":",
                "{\"secret\":|stop|INVALID_JSON|{\"secret\":",
                "{\"misfit\":1}|length|SCHEMA_MISMATCH|{\"misfit\":1}",
                "~ ~|stop|EMPTY|~ ~",
            })
    void saysWhyThereIsNoResultAndKeepsTheText(String text, String finish, ResultFailure failure, String kept) {
        MalformedResultException error = catchThrowableOfType(
                MalformedResultException.class,
                () -> ended("", text, null, FinishReason.of(finish)).result());
        assertThat(error.failure()).isEqualTo(failure);
        assertThat(error.text()).isEqualTo(kept);
        assertThat(error.kind()).isEqualTo("result");
        assertThat(error.toString()).doesNotContain("{");
    }

    @Test
    void takesAnAnswerThatIsWholeThoughItReachedTheLimit() {
        assertThat(ended("", "{}", null, FinishReason.LENGTH).result()).isEqualTo("{}");
    }

    @Test
    void tellsARefusalFromAResult() {
        MalformedResultException error = catchThrowableOfType(
                MalformedResultException.class,
                () -> ended("{", null, "I won't", FinishReason.STOP).result());
        assertThat(error.failure()).isEqualTo(ResultFailure.REFUSED);
        assertThat(error.text()).isEqualTo("I won't");
        assertThat(error.isRetryable()).isFalse();
        assertThat(error).hasMessageNotContaining("won't");
    }

    @Test
    void saysWhenTheStreamBrokeAndKeepsTheLastSnapshot() {
        ResultSnapshots<String> snapshots = ResultSnapshots.ofText(reader);
        snapshots.accept(new TextReceived(0, "{\"a\":1,"));
        assertThatThrownBy(snapshots::result).isInstanceOf(IllegalStateException.class);
        snapshots.accept(
                new StreamEnded(new Truncated(said("{\"a\":1,", null, null), new TruncatedException("cut", null))));
        assertThatThrownBy(snapshots::result).isInstanceOf(TruncatedException.class);
        assertThat(snapshots.current()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"n\":12|{}", "[1,23|[1]", "12|"})
    void showsNoNumberThatMayHaveBeenCut(String text, String shown) {
        ResultSnapshots<String> cut = ResultSnapshots.ofText(reader);
        cut.accept(new TextReceived(0, text));
        boolean more =
                cut.accept(new StreamEnded(new Truncated(said(text, null, null), new TruncatedException("cut", null))));
        assertThat(more).isFalse();
        assertThat(cut.current()).isEqualTo(shown);

        ResultSnapshots<String> full = ResultSnapshots.ofText(reader);
        full.accept(new TextReceived(0, text));
        full.accept(new StreamEnded(new Completed(said(text, null, FinishReason.LENGTH))));
        assertThat(full.current()).isEqualTo(shown == null ? text : shown); // alone it may be whole
    }

    @Test
    void showsANumberThatIsAllThereIsOnceTheStreamIsWhole() {
        ResultSnapshots<String> snapshots = ResultSnapshots.ofText(reader);
        snapshots.accept(new TextReceived(0, "12"));
        assertThat(snapshots.current()).isNull();
        assertThat(snapshots.accept(new StreamEnded(new Completed(said("12", null, FinishReason.STOP)))))
                .isTrue();
        assertThat(snapshots.current()).isEqualTo("12");
    }

    @Test
    void growsWithTheArgumentsOfACall() {
        ResultSnapshots<String> snapshots = ResultSnapshots.ofCall(reader, new ToolCallStarted(0, 1, "c", "f"));
        snapshots.accept(new ToolArgumentsReceived(0, 0, "{\"other\":1"));
        snapshots.accept(new TextReceived(0, "I call"));
        snapshots.accept(new ToolArgumentsReceived(0, 1, "{\"a\":\"x"));
        assertThat(snapshots.current()).isEqualTo("{\"a\":\"x\"}");
        assertThatThrownBy(snapshots::result).isInstanceOf(IllegalStateException.class);
        snapshots.accept(new ToolArgumentsReceived(0, 1, "\"}"));
        snapshots.accept(new ToolCallFinished(0, 1, new ToolCall("c", "f", "{\"a\":\"x\"}", true)));
        assertThat(snapshots.result()).isEqualTo("{\"a\":\"x\"}");
    }

    @Test
    void takesACallWithoutArgumentsForAnEmptyObjectAndRefusesHalfACall() {
        assertThat(reader.read(new ToolCall("c", "f", "", true))).isEqualTo("{}");
        assertThatThrownBy(() -> reader.read(new ToolCall("c", "f", "{}", false)))
                .isInstanceOf(MalformedResultException.class)
                .hasMessageContaining("didn't arrive whole");
        ResultSnapshots<String> cut = ResultSnapshots.ofCall(reader, new ToolCallStarted(0, 0, "c", "f"));
        cut.accept(new ToolArgumentsReceived(0, 0, "{\"a\":[1,2"));
        cut.accept(new StreamEnded(new Completed(said(null, null, FinishReason.LENGTH))));
        MalformedResultException error = catchThrowableOfType(MalformedResultException.class, cut::result);
        assertThat(error.failure()).isEqualTo(ResultFailure.TRUNCATED);
        assertThat(error.text()).isEqualTo("{\"a\":[1,2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"{\"a|{\"a\":1}", "{\"steps\": [|{\"steps\": [1]}", "[|[1]", "{\"a\":\"|{\"a\":\"b\"}"})
    void takesATextThatBeganAnewAloneThoughItSeemedToGoOn(String prefill, String text) {
        assertThat(ended(prefill, text, null, FinishReason.STOP).result()).isEqualTo(text);
    }

    @Test
    void saysOfEachEventWhetherMoreIsCertain() {
        ResultSnapshots<String> call = ResultSnapshots.ofCall(reader, new ToolCallStarted(0, 1, "c", "f"));
        assertThat(call.accept(new ToolCallStarted(0, 1, "c", "f"))).isFalse();
        assertThat(call.accept(new TextReceived(0, "{\"a\":1}"))).isFalse();
        assertThat(call.accept(new ToolArgumentsReceived(1, 1, "{\"a\":1}"))).isFalse();
        assertThat(call.accept(new ToolArgumentsReceived(0, 0, "{\"a\":1}"))).isFalse();
        assertThat(call.accept(new ToolCallFinished(0, 0, new ToolCall("b", "f", "{}", true))))
                .isFalse();
        assertThat(call.accept(new ToolArgumentsReceived(0, 1, "12"))).isFalse();
        assertThat(call.accept(new ToolCallFinished(0, 1, new ToolCall("c", "f", "12", true))))
                .as("a number is whole when its call is")
                .isTrue();
        assertThat(call.current()).isEqualTo("12");

        ResultSnapshots<String> whole = ResultSnapshots.ofCall(reader, new ToolCallStarted(0, 1, "c", "f"));
        assertThat(whole.accept(new ToolArgumentsReceived(0, 1, "{}"))).isTrue();
        assertThat(whole.accept(new ToolCallFinished(0, 1, new ToolCall("c", "f", "{}", true))))
                .isFalse();
    }

    @Test
    void aChoiceThatSaidNothingHasNoResultWhateverAnotherSaid() {
        ResultSnapshots<String> second = ResultSnapshots.ofText(reader, 1, "");
        second.accept(new StreamEnded(new Completed(said("{}", null, FinishReason.STOP))));
        MalformedResultException error = catchThrowableOfType(MalformedResultException.class, second::result);
        assertThat(error.failure()).isEqualTo(ResultFailure.EMPTY);
    }

    @Test
    void takesNoTextThatBeganAnewWhereItWasCut() {
        MalformedResultException error = catchThrowableOfType(
                MalformedResultException.class,
                () -> ended("[", "[1]", null, FinishReason.LENGTH).result());
        assertThat(error.failure()).isEqualTo(ResultFailure.TRUNCATED);
        assertThat(error.text()).isEqualTo("[[1]");
        assertThat(ended("[", "[1]", null, null).result()).isEqualTo("[1]");
    }

    private ResultSnapshots<String> ended(String prefill, String content, String refusal, FinishReason finish) {
        ResultSnapshots<String> snapshots = ResultSnapshots.ofText(reader, 0, prefill);
        if (content != null) {
            snapshots.accept(new TextReceived(0, content));
        }
        snapshots.accept(new StreamEnded(new Completed(said(content, refusal, finish))));
        return snapshots;
    }

    private static ChatCompletion said(String content, String refusal, FinishReason finish) {
        CompletedChoice choice = new CompletedChoice(
                0, null, content, null, refusal, List.of(), null, null, List.of(), List.of(), finish, Map.of(),
                Map.of(), List.of());
        return new ChatCompletion(null, null, null, List.of(choice), UsageNotReported.INSTANCE, Map.of(), Map.of());
    }
}
