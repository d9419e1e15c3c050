package io.astreaming.conformance.quirks;

import static io.astreaming.conformance.Wire.choice;
import static io.astreaming.conformance.Wire.delta;
import static io.astreaming.conformance.Wire.finish;
import static io.astreaming.conformance.Wire.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.conformance.GoldenRows;
import io.astreaming.conformance.Wire;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How providers really report usage and the envelope; the numbers are the rows of docs/quirks.md. */
@ExtendWith(GoldenRows.class)
class UsageQuirksTest {
    private static final String TEXT = delta("{'content':'a'}");
    private static final String STOP = finish("stop");

    @Test
    void row1ReadsUsageAndChoicesOfOneChunk() {
        Wire wire = payloads(TEXT, STOP, with(choice("'index':0,'delta':{'content':'b'}"), usage(3, 2)));
        assertThat(wire.text()).isEqualTo("ab");
        assertThat(usageOf(wire).totalTokens()).isEqualTo(5);
        assertThat(wire.said().deviations())
                .isEqualTo(Map.of(Deviation.USAGE_WITH_CHOICES, 1L, Deviation.DELTA_AFTER_FINISH, 1L));
    }

    @Test
    void row2LetsTheLastUsageWin() {
        Wire wire = payloads(with(TEXT, usage(3, 1)), with(TEXT, usage(3, 2)), with(STOP, usage(3, 2)));
        assertThat(usageOf(wire).completionTokens()).isEqualTo(2);
    }

    @Test
    void row3ReadsContentFinishAndUsageOfOneChunk() {
        Wire wire = payloads(with(choice("'index':0,'delta':{'content':'a'},'finish_reason':'stop'"), usage(3, 2)));
        assertThat(wire.text()).isEqualTo("a");
        assertThat(wire.choice().isFinished()).isTrue();
        assertThat(usageOf(wire).promptTokens()).isEqualTo(3);
    }

    @Test
    void row4FindsGroqsUsage() {
        Wire wire = payloads(TEXT, with(STOP, "'x_groq':{'id':'req_1','usage':{'prompt_tokens':3}}"));
        assertThat(usageOf(wire).promptTokens()).isEqualTo(3);
        assertThat(wire.said().extras()).containsKey("x_groq");
    }

    @Test
    void row5TakesAnEmptyUsageForNone() {
        assertThat(payloads(TEXT, with(STOP, "'usage':{}")).said().usage()).isEqualTo(UsageNotReported.INSTANCE);
        assertThat(payloads(TEXT, with(STOP, "'usage':null")).said().usage()).isEqualTo(UsageNotReported.INSTANCE);
    }

    @Test
    void row6InheritsTheEnvelopeOfEarlierChunks() {
        Wire wire = payloads(TEXT, STOP, "{'choices':[],'usage':{'total_tokens':5}}");
        assertThat(wire.said().id()).isEqualTo("c-1");
        assertThat(wire.said().model()).isEqualTo("m");
        assertThat(usageOf(wire).totalTokens()).isEqualTo(5);
    }

    @Test
    void row7ReportsUsageThatWasAskedForAndNeverCame() {
        String answer = ("data: " + TEXT + "\n\ndata: " + STOP + "\n\ndata: [DONE]\n\n").replace('\'', '"');
        assertThat(Wire.askedForUsage(answer).said().deviations()).isEqualTo(Map.of(Deviation.USAGE_MISSING, 1L));
    }

    @Test
    void row30LooksPastAnEmptyEnvelopeAndKeepsTheFilterResults() {
        Wire wire = payloads(
                "{'id':'','model':'','object':'','created':0,'choices':[],'prompt_filter_results':[{'prompt_index':0}]}",
                TEXT,
                STOP);
        assertThat(wire.said().id()).isEqualTo("c-1");
        assertThat(wire.said().extras()).containsKey("prompt_filter_results");
    }

    @Test
    void row62KeepsModerationThatComesWithoutChoices() {
        Wire wire =
                payloads(TEXT, STOP, "{'id':'c-1','object':'chat.completion.chunk','moderation':{'flagged':false}}");
        assertThat(wire.said().extras().get("moderation")).isEqualTo(new JsonText("{\"flagged\":false}"));
        assertThat(wire.said().deviations()).isEmpty();
    }

    @Test
    void row59And66ReadATimeOfCreationInAnyForm() {
        assertThat(created("1786360449")).isEqualTo(1786360449L);
        assertThat(created("1786360449.0")).isEqualTo(1786360449L);
        assertThat(created("1.786360449e9")).isEqualTo(1786360449L);
        assertThat(created("1786360449123")).isEqualTo(1786360449123L);
        assertThat(created("null")).isNull();
        assertThat(created("'now'")).isNull();
        assertThat(created("1e999999999")).isNull();
    }

    @Test
    void row72KeepsTheFirstIdOfAStreamThatChangesIt() {
        Wire wire = payloads(TEXT, TEXT.replace("c-1", "c-2"), STOP.replace("c-1", "stub"));
        assertThat(wire.said().id()).isEqualTo("c-1");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.ENVELOPE_CHANGED, 1L));
    }

    @Test
    void row73KeepsCostsOfAnyForm() {
        Wire wire = payloads(TEXT, with(STOP, "'usage':{'total_tokens':5,'cost':{'total':1.20e-3}}"));
        assertThat(usageOf(wire).extras().get("cost")).isEqualTo(new JsonText("{\"total\":1.20e-3}"));
    }

    @Test
    void row75ReadsChoicesAfterTheUsage() {
        Wire wire = payloads("{'id':'c-1','object':'chat.completion.chunk','usage':{'total_tokens':5}}", TEXT, STOP);
        assertThat(wire.text()).isEqualTo("a");
        assertThat(usageOf(wire).totalTokens()).isEqualTo(5);
    }

    @Test
    void row77TakesSingleCountsThatAreNull() {
        Wire wire = payloads(TEXT, with(STOP, "'usage':{'prompt_tokens':3,'completion_tokens':null}"));
        assertThat(usageOf(wire).promptTokens()).isEqualTo(3);
        assertThat(usageOf(wire).completionTokens()).isNull();
    }

    @Test
    void row04FindsUsageInAChoice() {
        Wire wire = payloads(
                TEXT, "{'id':'c-1','choices':[{'index':0,'delta':{},'finish_reason':'stop'," + usage(3, 2) + "}]}");
        assertThat(usageOf(wire).totalTokens()).isEqualTo(5);
    }

    @Test
    void findsCacheCountsWhereverTheyStand() {
        assertThat(usageOf(payloads(TEXT, with(STOP, "'usage':{'prompt_tokens_details':{'cached_tokens':7}}")))
                        .cachedTokens())
                .isEqualTo(7);
        assertThat(usageOf(payloads(TEXT, with(STOP, "'usage':{'cache_read_input_tokens':8}")))
                        .cachedTokens())
                .isEqualTo(8);
    }

    private static Long created(String json) {
        return payloads("{'id':'c','object':'chat.completion.chunk','created':" + json
                        + ",'choices':[{'index':0,'delta':{'content':'a'}}]}")
                .said()
                .created();
    }

    private static TokenUsage usageOf(Wire wire) {
        return (TokenUsage) wire.said().usage();
    }

    private static String usage(int prompt, int completion) {
        return "'usage':{'prompt_tokens':" + prompt + ",'completion_tokens':" + completion + ",'total_tokens':"
                + (prompt + completion) + "}";
    }

    private static String with(String chunk, String member) {
        return chunk.substring(0, chunk.length() - 1) + "," + member + "}";
    }
}
