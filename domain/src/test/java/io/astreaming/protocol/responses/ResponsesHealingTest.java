package io.astreaming.protocol.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.AnnotationsDelta;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.RefusalDelta;
import io.astreaming.chunk.ToolCallDelta;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.protocol.responses.ResponsesEvent.Annotation;
import io.astreaming.protocol.responses.ResponsesEvent.Ended;
import io.astreaming.protocol.responses.ResponsesEvent.Failed;
import io.astreaming.protocol.responses.ResponsesEvent.ItemAdded;
import io.astreaming.protocol.responses.ResponsesEvent.ItemDone;
import io.astreaming.protocol.responses.ResponsesEvent.Piece;
import io.astreaming.protocol.responses.ResponsesEvent.Progress;
import io.astreaming.protocol.responses.ResponsesEvent.Started;
import io.astreaming.protocol.responses.ResponsesEvent.Summary;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the translator makes of answers that depart from the protocol. */
class ResponsesHealingTest extends TranslatedAnswer {
    @Test
    void keepsTheEnvelopeThatWasSentFirst() {
        ResponsesAnswer full = new ResponsesAnswer(
                "r", "m", 7L, null, null, null, List.of(), UsageNotReported.INSTANCE, Extras.NONE, Extras.NONE);
        chunk(new Started(full));
        chunk(new Started(ResponsesAnswer.EMPTY));
        CompletionChunk chunk = (CompletionChunk) chunk(new Progress());
        assertThat(chunk.id()).isEqualTo("r");
        assertThat(chunk.model()).isEqualTo("m");
        assertThat(chunk.created()).isEqualTo(7);
    }

    @Test
    void reportsTheUsageOfTheStartAndOfTheEnd() {
        TokenUsage usage = new TokenUsage(1L, 2L, 3L, null, null, null, null, Extras.NONE);
        ResponsesAnswer counted = ResponsesAnswer.EMPTY.withUsage(usage);
        assertThat(((CompletionChunk) chunk(new Started(counted))).usage()).isEqualTo(usage);
        assertThat(((CompletionChunk) chunk(new Ended(counted))).usage()).isEqualTo(usage);
        assertThat(((ProviderError) chunk(new Failed(null, counted)))
                        .alongside()
                        .usage())
                .isEqualTo(usage);
    }

    /** Only calls: a late piece of a text belongs to the text. */
    @Test
    void namesACallOnceWhereverItsNameStands() {
        deltas(piece(PartKind.ARGUMENTS, 0, "f", "{"));
        assertThat(deltas(summary(PartKind.ARGUMENTS, 0, "f", "{}", "n")))
                .containsExactly(call(0, null, "n", null), call(0, null, null, "}"));
        assertThat(deltas(summary(PartKind.ARGUMENTS, 0, "f", "{}", "n"))).isEmpty();
        assertThat(deltas(new ItemDone(0, call("f", "c", "{}"))))
                .containsExactly(call(0, "c", null, null), whole(0, "function_call"));
        assertThat(deltas(summary(PartKind.TEXT, 1, "a", "Hi", "n")))
                .as("no call")
                .doesNotHaveAnyElementsOfTypes(ToolCallDelta.class);
    }

    @Test
    void waitsForANameThatIsNotBlank() {
        ResponsesItem blank = new ResponsesItem("function_call", "f", "c", " ", List.of(), Extras.NONE, WIRE);
        assertThat(deltas(new ItemAdded(0, blank))).contains(call(0, "c", null, null));
        assertThat(deltas(new ItemDone(0, call("f", "c", "")))).contains(call(0, "c", "n", null));
    }

    @Test
    void tellsTheExtrasOfACallAsOftenAsTheyCome() {
        Extras extras = new Extras(Map.of("namespace", WIRE));
        ResponsesItem sent = new ResponsesItem("function_call", "f", "c", "n", List.of(), extras, WIRE);
        deltas(new ItemAdded(0, sent));
        assertThat(deltas(new ItemDone(0, sent)))
                .contains(new ToolCallDelta(0, "c", "function", null, null, extras, Extras.NONE));
        assertThat(deltas(new ItemDone(1, new ResponsesItem("message", "a", null, null, List.of(), extras, WIRE))))
                .as("no call")
                .doesNotHaveAnyElementsOfTypes(ToolCallDelta.class);
    }

    @Test
    void takesArgumentsOfTheBeginOnlyIfNoPieceFollows() {
        assertThat(deltas(new ItemAdded(0, call("f", "c", "{}")))).doesNotContain(call(0, null, null, "{}"));
        assertThat(deltas(piece(PartKind.ARGUMENTS, 0, "f", "{\"a\":1}")))
                .containsExactly(call(0, null, null, "{\"a\":1}"));
        assertThat(deltas(new ItemDone(0, call("f", "c", "{\"a\":1}")))).containsExactly(whole(0, "function_call"));

        deltas(new ItemAdded(1, call("g", "d", "{}")));
        assertThat(deltas(new ItemDone(1, call("g", "d", ""))))
                .containsExactly(call(1, null, null, "{}"), whole(1, "function_call"));
        deltas(new ItemAdded(2, call("h", "e", "{\"b\":2}")));
        List<Delta> end = deltas(new Ended(answer("completed")));
        assertThat(end).as("at the end").containsExactly(call(2, null, null, "{\"b\":2}"));
    }

    @Test
    void comparesArgumentsOfTheBeginWithThoseOfTheWhole() {
        deltas(new ItemAdded(0, call("f", "c", "{}")));
        assertThat(deltas(new ItemDone(0, call("f", "c", "{}")))).contains(call(0, null, null, "{}"));
        assertThat(noted).as("a placeholder").isEmpty();
        deltas(new ItemAdded(1, call("g", "d", "{}")));
        assertThat(deltas(new ItemDone(1, call("g", "d", "{\"a\":1}"))))
                .containsExactly(call(1, null, null, "{\"a\":1}"), whole(1, "function_call"));
        assertThat(noted).containsExactly(Deviation.TEXT_ONLY_IN_SUMMARY);
    }

    @Test
    void tellsLongArgumentsOfTheBeginAtOnce() {
        String held = "x".repeat(64 << 10);
        assertThat(deltas(new ItemAdded(0, call("f", "c", held)))).doesNotContain(call(0, null, null, held));
        assertThat(deltas(new ItemAdded(1, call("g", "d", held + "x")))).contains(call(1, null, null, held + "x"));
        deltas(piece(PartKind.ARGUMENTS, 2, "h", "{"));
        assertThat(deltas(new ItemAdded(2, call("h", "e", "{}"))))
                .as("pieces came")
                .doesNotContain(call(2, null, null, "{}"));
        assertThat(deltas(new ItemDone(2, call("h", "e", "")))).containsExactly(whole(2, "function_call"));
    }

    @Test
    void tellsReasoningOrItsSummaryWhicheverCameFirst() {
        deltas(piece(PartKind.REASONING, 0, "r", "a"));
        assertThat(deltas(summary(PartKind.SUMMARY, 0, "r", "b", null))).isEmpty();
        assertThat(noted).isEmpty();
        deltas(piece(PartKind.SUMMARY, 1, "s", "c"));
        assertThat(deltas(summary(PartKind.REASONING, 1, "s", "d", null))).isEmpty();
        assertThat(deltas(summary(PartKind.SUMMARY, 1, "s", "ce", null)))
                .containsExactly(new ReasoningDelta("e", "summary"));
        assertThat(deltas(summary(PartKind.REASONING, 0, "r", "af", null)))
                .containsExactly(new ReasoningDelta("f", "reasoning_text"));
    }

    @Test
    void tellsEachAnnotationOnce() {
        JsonText first = new JsonText("{\"n\":1}");
        JsonText second = new JsonText("{\"n\":2}");
        deltas(new ItemAdded(0, message("a", "")));
        assertThat(deltas(new Annotation(new PartPlace(0, "a", 0), first)))
                .containsExactly(new AnnotationsDelta(new JsonText("[{\"n\":1}]")));
        ItemPart part = new ItemPart(PartKind.TEXT, 0, "", List.of(first, second));
        assertThat(deltas(new ItemDone(0, item("message", "a", null, part))))
                .containsExactly(new AnnotationsDelta(new JsonText("[{\"n\":2}]")), whole(0, "message"));
        assertThat(deltas(new Ended(answer("completed", item("message", "a", null, part)))))
                .isEmpty();
    }

    @Test
    void tellsWhatTheTerminalEventSaysBeyondAWholeItem() {
        deltas(new ItemDone(0, message("a", "Hi")));
        ResponsesAnswer named = new ResponsesAnswer(
                "r",
                null,
                null,
                "completed",
                null,
                null,
                List.of(message("a", "Hi!")),
                UsageNotReported.INSTANCE,
                Extras.NONE,
                Extras.NONE);
        CompletionChunk end = (CompletionChunk) chunk(new Ended(named));
        assertThat(end.choices().get(0).deltas()).containsExactly(new ContentDelta("!"));
        assertThat(end.id()).isEqualTo("r");
    }

    @Test
    void tellsRefusals() {
        assertThat(deltas(piece(PartKind.REFUSAL, 0, "a", "No"))).contains(new RefusalDelta("No"));
    }

    @Test
    void saysToolCallsIfThereAreAny() {
        deltas(new ItemAdded(0, call("f", "c", "{}")));
        FinishedChoice end = (FinishedChoice) ((CompletionChunk) chunk(new Ended(answer("completed"))))
                .choices()
                .get(0);
        assertThat(end.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void failsIfTheStatusSaysSo() {
        for (String status : List.of("failed", "cancelled")) {
            translator = new ResponsesTranslator();
            ProviderError error = (ProviderError) chunk(new Ended(answer(status, message("a", "Hi"))));
            assertThat(error.alongside().choices().get(0).deltas()).contains(new ContentDelta("Hi"));
            assertThat(translator.hasEnded()).isFalse();
        }
        ResponsesAnswer named = new ResponsesAnswer(
                "r", null, null, "failed", null, null, List.of(), UsageNotReported.INSTANCE, Extras.NONE, Extras.NONE);
        assertThat(((ProviderError) chunk(new Failed(null, named))).alongside().id())
                .isEqualTo("r");
    }

    @Test
    void seesWhetherTheNumbersOfTheEventsAreContiguous() {
        assertThat(numbered(4)).isEmpty();
        assertThat(numbered(5)).isEmpty();
        assertThat(numbered(ResponsesTranslator.NO_SEQUENCE)).isEmpty();
        assertThat(numbered(6)).isEmpty();
        assertThat(numbered(6)).as("repeated").containsExactly(Deviation.SEQUENCE_GAP);
        assertThat(numbered(5)).containsExactly(Deviation.SEQUENCE_GAP);
        assertThat(translator.streamExtras().members()).containsEntry("sequence_number", new JsonText("5"));
        assertThat(new ResponsesTranslator().streamExtras().isEmpty()).isTrue();
    }

    private Set<Deviation> numbered(long number) {
        return translator.translate(new Progress(), number, Set.of()).deviations();
    }

    @Test
    void remembersSoManyPartsOfAnItemAndOfAnAnswer() {
        for (int item = 0; item < 40; item++) {
            for (int part = 0; part < 256; part++) {
                deltas(new Piece(PartKind.TEXT, new PartPlace(item, "a" + item, part), "x", null));
            }
        }
        assertThat(remembers(0, 255)).isTrue();
        assertThat(remembers(39, 15)).as("the 10,000th").isTrue();
        assertThat(remembers(39, 16)).as("one more").isFalse();
    }

    /** Returns whether a summary is compared with what was said. */
    private boolean remembers(int item, int part) {
        ItemPart other = new ItemPart(PartKind.TEXT, part, "y", List.of());
        deltas(new Summary(new PartPlace(item, "a" + item, part), other, null));
        return noted.contains(Deviation.SUMMARY_DIFFERS);
    }

    @Test
    void showsSizes() {
        assertThat(piece(PartKind.TEXT, 0, "a", "12345").toString()).contains("5");
        assertThat(new ItemPart(PartKind.TEXT, 0, "12345", List.of()).toString())
                .contains("5");
        assertThat(message("a", "b").toString()).contains("7");
        assertThat(new ResponsesEvent.Unknown(WIRE).toString()).contains("7");
        assertThat(ResponsesAnswer.EMPTY.withStatus("failed").status()).isEqualTo("failed");
    }
}
