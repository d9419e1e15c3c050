package io.astreaming.conformance.quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.ToolCall;
import io.astreaming.completion.Truncated;
import io.astreaming.conformance.Messages;
import io.astreaming.conformance.Messages.Answer;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.event.ItemFinished;
import io.astreaming.event.ItemStarted;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.Unrecognized;
import io.astreaming.jsontext.JsonText;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Role;
import io.astreaming.value.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers and gateways really send as streams of the Messages API. */
class MessagesQuirksTest {
    private static final String START = start("msg_1", "{\"input_tokens\":10,\"output_tokens\":1}");
    private static final String STOP = "{\"type\":\"message_stop\"}";

    private static String start(String id, String usage) {
        return "{\"type\":\"message_start\",\"message\":{\"id\":\"" + id
                + "\",\"type\":\"message\",\"role\":\"assistant\","
                + "\"model\":\"claude\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":" + usage
                + "}}";
    }

    private static String block(Object index, String block) {
        return "{\"type\":\"content_block_start\"" + at(index) + ",\"content_block\":" + block + "}";
    }

    private static String textBlock(Object index) {
        return block(index, "{\"type\":\"text\",\"text\":\"\"}");
    }

    private static String toolBlock(Object index, String id) {
        return block(index, "{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"f\",\"input\":{}}");
    }

    private static String delta(Object index, String delta) {
        return "{\"type\":\"content_block_delta\"" + at(index) + ",\"delta\":" + delta + "}";
    }

    private static String text(Object index, String text) {
        return delta(index, "{\"type\":\"text_delta\",\"text\":" + JsonText.ofString(text) + "}");
    }

    private static String thinking(Object index, String text) {
        return delta(index, "{\"type\":\"thinking_delta\",\"thinking\":" + JsonText.ofString(text) + "}");
    }

    private static String input(Object index, String json) {
        return delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":" + JsonText.ofString(json) + "}");
    }

    private static String signature(Object index, String signature) {
        return delta(index, "{\"type\":\"signature_delta\",\"signature\":\"" + signature + "\"}");
    }

    private static String end(Object index) {
        return "{\"type\":\"content_block_stop\"" + at(index) + "}";
    }

    private static String at(Object index) {
        return index.equals("") ? "" : ",\"index\":" + index;
    }

    private static String finish(String reason) {
        return finish(reason, "{\"output_tokens\":5}");
    }

    private static String finish(String reason, String usage) {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                + "\",\"stop_sequence\":null},\"usage\":" + usage + "}";
    }

    private static List<String> wires(Answer answer) {
        return answer.choice().items().stream()
                .map(item ->
                        item.wire() == null ? item.type() + "?" : item.wire().text())
                .toList();
    }

    private static TokenUsage usage(Answer answer) {
        return (TokenUsage) answer.outcome().completion().usage();
    }

    private static void assertCompleted(Answer answer, String text, Deviation... deviations) {
        assertThat(answer.outcome()).isInstanceOf(Completed.class);
        assertThat(answer.outcome().completion().text()).isEqualTo(text);
        assertThat(answer.deviations()).containsExactlyInAnyOrder(deviations);
    }

    @Test
    void readsAnAnswerThatHasNothingOdd() {
        Answer answer = Messages.read(
                START,
                textBlock(0),
                "{\"type\":\"ping\"}",
                text(0, "Hel"),
                text(0, "lo"),
                end(0),
                finish("end_turn"),
                STOP);

        assertCompleted(answer, "Hello");
        assertThat(answer.outcome().completion().id()).isEqualTo("msg_1");
        assertThat(answer.outcome().completion().model()).isEqualTo("claude");
        assertThat(answer.choice().role()).isEqualTo(Role.ASSISTANT);
        assertThat(answer.choice().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.choice().extras()).containsEntry("stop_reason", JsonText.ofString("end_turn"));
        assertThat(answer.events(ItemStarted.class)).hasSize(1);
        assertThat(answer.events(ItemFinished.class)).hasSize(1);
        assertThat(wires(answer)).containsExactly("{\"type\":\"text\",\"text\":\"Hello\"}");
    }

    @Test
    void keepsASignedThoughtWithoutText() {
        Answer answer = Messages.read(
                START,
                block(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
                signature(0, "c2ln"),
                end(0),
                textBlock(1),
                text(1, "4"),
                end(1),
                finish("end_turn"),
                STOP);

        assertCompleted(answer, "4");
        assertThat(answer.choice().reasoning()).isNull();
        assertThat(wires(answer))
                .containsExactly(
                        "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"c2ln\"}",
                        "{\"type\":\"text\",\"text\":\"4\"}");
    }

    @Test
    void keepsEachOfSeveralThoughtsWithItsOwnSignature() {
        Answer answer = Messages.read(
                START,
                block(0, "{\"type\":\"thinking\",\"thinking\":\"\"}"),
                thinking(0, "first"),
                signature(0, "YQ=="),
                end(0),
                block(1, "{\"type\":\"redacted_thinking\",\"data\":\"RW5j\"}"),
                end(1),
                toolBlock(2, "t1"),
                input(2, "{\"a\":1}"),
                end(2),
                block(3, "{\"type\":\"thinking\",\"thinking\":\"\"}"),
                thinking(3, "second"),
                signature(3, "Yg=="),
                end(3),
                finish("tool_use"),
                STOP);

        assertCompleted(answer, "");
        assertThat(answer.choice().reasoning()).isEqualTo("firstsecond");
        assertThat(wires(answer))
                .containsExactly(
                        "{\"type\":\"thinking\",\"thinking\":\"first\",\"signature\":\"YQ==\"}",
                        "{\"type\":\"redacted_thinking\",\"data\":\"RW5j\"}",
                        "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{\"a\":1}}",
                        "{\"type\":\"thinking\",\"thinking\":\"second\",\"signature\":\"Yg==\"}");
    }

    @Test
    void failsWithItsTextWhenTheProviderIsOverloaded() {
        Answer answer = Messages.read(
                START,
                textBlock(0),
                text(0, "Half"),
                "{\"type\":\"error\",\"error\":{\"details\":null,\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},"
                        + "\"request_id\":\"req_1\"}");

        assertThat(answer.outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error()).isInstanceOfSatisfying(ProviderFailedException.class, error -> {
                assertThat(error.detail().type()).isEqualTo("overloaded_error");
                assertThat(error.detail().message()).isEqualTo("Overloaded");
            });
            assertThat(failed.error().isRetryable()).isTrue();
        });
        assertThat(answer.outcome().completion().text()).isEqualTo("Half");
        assertThat(wires(answer)).containsExactly("text?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"Upstream failed\",\"type\":\"server_error\",\"code\":502}}",
                "{\"error\":{\"message\":\"Upstream failed\",\"code\":502},\"id\":\"gen-1\",\"choices\":[]}",
                "{\"type\":\"error\",\"message\":\"Upstream failed\"}",
                "{\"type\":\"oops\",\"error\":{\"message\":\"Upstream failed\"}}",
                "{\"error\":\"Upstream failed\"}",
                "[{\"error\":{\"message\":\"Upstream failed\"}}]"
            })
    void failsAtAnErrorInAnyForm(String error) {
        Answer answer = Messages.read(START, textBlock(0), text(0, "Half"), error);

        assertThat(answer.outcome())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.error())
                                .isInstanceOfSatisfying(
                                        ProviderFailedException.class,
                                        e -> assertThat(e.detail().message()).isEqualTo("Upstream failed")));
        assertThat(answer.outcome().completion().text()).isEqualTo("Half");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"overloaded", "{\"type\":\"overloaded_error\",\"message\":\"overloaded\"}", "\"overloaded\""})
    void failsAtAnErrorEventWhateverItsDataIs(String data) {
        byte[] stream =
                ("data: " + START + "\n\nevent: error\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);

        Answer answer = Messages.read(StreamLimits.DEFAULT, stream, Integer.MAX_VALUE);

        assertThat(answer.outcome())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.error())
                                .isInstanceOfSatisfying(
                                        ProviderFailedException.class,
                                        e -> assertThat(e.detail().message()).isEqualTo("overloaded")));
    }

    @Test
    void completesWithAStopReasonAlone() {
        Answer answer = Messages.read(START, textBlock(0), text(0, "Hello"), end(0), finish("end_turn"));

        assertCompleted(answer, "Hello", Deviation.DONE_MISSING);
        assertThat(wires(answer)).containsExactly("{\"type\":\"text\",\"text\":\"Hello\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"type\":\"ping\"}", "[DONE]", "{\"type\":\"message_delta\",\"delta\":{},\"usage\":null}"})
    void isTruncatedWithoutAStopReasonWhateverComesInstead(String instead) {
        Answer answer = Messages.read(START, toolBlock(0, "t"), input(0, "{\"a\":1}"), end(0), instead);

        assertThat(answer.outcome()).isInstanceOf(Truncated.class);
        assertThat(answer.choice().toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.complete()).isFalse());
        assertThat(answer.events(ToolCallFinished.class)).isEmpty();
    }

    @Test
    void endsAtMessageStopWithoutAStopReason() {
        Answer answer = Messages.read(START, textBlock(0), text(0, "Hello"), end(0), STOP);

        assertCompleted(answer, "Hello", Deviation.DONE_WITHOUT_FINISH);
        assertThat(answer.choice().finishReason()).isNull();
    }

    /** The call may be cut: nothing says that the model finished it. */
    @Test
    void completesNoCallWithoutAStopReason() {
        Answer answer = Messages.read(START, toolBlock(0, "t"), input(0, "{\"a\":1}"), end(0), STOP);

        assertThat(answer.outcome()).isInstanceOf(Completed.class);
        assertThat(answer.choice().toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.complete()).isFalse());
        assertThat(answer.events(ToolCallFinished.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "event: message\n", "event: data\n", "event: content_block_stop\n"})
    void believesTheTypeInThePayload(String line) {
        StringBuilder stream = new StringBuilder();
        for (String payload : List.of(START, textBlock(0), text(0, "Hello"), end(0), finish("end_turn"), STOP)) {
            stream.append(line).append("data: ").append(payload).append("\n\n");
        }

        Answer answer = Messages.read(
                StreamLimits.DEFAULT, stream.toString().getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);

        assertCompleted(answer, "Hello");
    }

    @Test
    void believesTheTypeOfTheEventIfThePayloadHasNone() {
        StringBuilder stream = new StringBuilder();
        for (String payload :
                List.of(START, textBlock(0), text(0, "Hel"), text(0, "lo"), end(0), finish("end_turn"), STOP)) {
            String type = JsonText.of(payload).members().get("type").string();
            String rest = payload.replaceFirst("\"type\":\"\\w+\",?", "");
            stream.append("event: " + type + "\ndata: ").append(rest).append("\n\n");
        }

        Answer answer = Messages.read(
                StreamLimits.DEFAULT, stream.toString().getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);

        assertCompleted(answer, "Hello", Deviation.UNEXPECTED_FORM);
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP_REASON_MISMATCH, stop",
        "stop_sequence, STOP_REASON_MISMATCH, stop",
        "tool_use, , tool_calls"
    })
    void tellsCallsThatTheStopReasonDoesNotMention(String reason, String mismatch, String finish) {
        Answer answer = Messages.read(
                START,
                toolBlock(0, "t1"),
                input(0, ""),
                input(0, "{\"a\""),
                input(0, ":1}"),
                end(0),
                finish(reason),
                STOP);

        assertThat(answer.outcome()).isInstanceOf(Completed.class);
        assertThat(answer.events(ToolCallFinished.class))
                .extracting(ToolCallFinished::toolCall)
                .extracting(ToolCall::id, ToolCall::name, ToolCall::arguments, ToolCall::complete)
                .containsExactly(tuple("t1", "f", "{\"a\":1}", true));
        assertThat(answer.choice().finishReason()).isEqualTo(FinishReason.of(finish));
        assertThat(answer.deviations().contains(Deviation.STOP_REASON_MISMATCH)).isEqualTo(mismatch != null);
    }

    @Test
    void namesAStopReasonWithoutTheCallsThatItMentions() {
        Answer answer = Messages.read(START, textBlock(0), text(0, "Hm"), end(0), finish("tool_use"), STOP);

        assertCompleted(answer, "Hm", Deviation.STOP_REASON_MISMATCH);
        assertThat(answer.choice().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, stop",
        "stop_sequence, stop",
        "max_tokens, length",
        "model_context_window_exceeded, length",
        "refusal, content_filter",
        "pause_turn, pause_turn",
        "compaction, compaction"
    })
    void translatesStopReasonsAndKeepsTheWord(String word, String finish) {
        Answer answer = Messages.read(START, textBlock(0), text(0, "Hm"), end(0), finish(word), STOP);

        assertThat(answer.outcome()).isInstanceOf(Completed.class);
        assertThat(answer.choice().finishReason()).isEqualTo(FinishReason.of(finish));
        assertThat(answer.choice().extras()).containsEntry("stop_reason", JsonText.ofString(word));
    }

    @Test
    void keepsWhyItStopped() {
        Answer answer = Messages.read(
                START,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\",\"stop_sequence\":null,"
                        + "\"stop_details\":{\"type\":\"refusal\",\"category\":\"cyber\"},\"container\":{\"id\":\"c\"}},"
                        + "\"usage\":{\"output_tokens\":1},\"context_management\":{\"applied_edits\":[]}}",
                STOP);

        assertThat(answer.choice().extras())
                .containsOnlyKeys("stop_reason", "stop_details")
                .containsEntry("stop_details", new JsonText("{\"type\":\"refusal\",\"category\":\"cyber\"}"));
        assertThat(answer.outcome().completion().extras()).containsOnlyKeys("container", "context_management");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input_tokens\":10,\"output_tokens\":1} | {\"output_tokens\":7} | 10 | 7",
                "{\"input_tokens\":10,\"output_tokens\":3} | {\"input_tokens\":12,\"output_tokens\":7} | 12 | 7",
                "{\"input_tokens\":0,\"output_tokens\":0} | {\"input_tokens\":12,\"output_tokens\":7} | 12 | 7",
                "{\"input_tokens\":10,\"output_tokens\":1} | {\"input_tokens\":null,\"output_tokens\":7} | 10 | 7",
                "null | {\"input_tokens\":12,\"output_tokens\":7} | 12 | 7",
                "{\"input_tokens\":10,\"output_tokens\":1} | null | 10 | 1",
                "{\"input_tokens\":10,\"output_tokens\":1} | {} | 10 | 1",
            })
    void countsTheLastOfEachMemberOfUsage(String first, String last, long prompt, long completion) {
        Answer answer = Messages.read(start("m", first), textBlock(0), end(0), finish("end_turn", last), STOP);

        assertThat(usage(answer).promptTokens()).isEqualTo(prompt);
        assertThat(usage(answer).completionTokens()).isEqualTo(completion);
        assertThat(answer.deviations()).isEmpty();
    }

    @Test
    void reportsNoUsageIfThereIsNone() {
        String start = START.replaceAll(",\"usage\":.*", "}}");
        Answer answer = Messages.read(start, finish("end_turn", "null"), STOP);

        assertThat(answer.outcome().completion().usage()).isNotInstanceOf(TokenUsage.class);
    }

    @Test
    void addsWhatTheCacheReadAndWroteAndKeepsTheCountsAsSent() {
        Answer answer = Messages.read(
                start(
                        "m",
                        "{\"input_tokens\":10,\"cache_read_input_tokens\":200,\"cache_creation_input_tokens\":3000,"
                                + "\"output_tokens\":1,\"service_tier\":\"standard\"}"),
                finish("end_turn", "{\"output_tokens\":7,\"output_tokens_details\":{\"thinking_tokens\":4}}"),
                STOP);

        TokenUsage usage = usage(answer);
        assertThat(usage.promptTokens()).isEqualTo(3_210);
        assertThat(usage.completionTokens()).isEqualTo(7);
        assertThat(usage.totalTokens()).isNull();
        assertThat(usage.cachedTokens()).isEqualTo(200);
        assertThat(usage.cacheWriteTokens()).isEqualTo(3_000);
        assertThat(usage.reasoningTokens()).isEqualTo(4);
        assertThat(usage.extras().members())
                .containsEntry("input_tokens", new JsonText("10"))
                .containsEntry("service_tier", JsonText.ofString("standard"));
    }

    @ParameterizedTest
    @CsvSource({"'', 9821", "'\"cache_read_input_tokens\":5,', 5"})
    void readsWhatOnlyBedrockCounted(String counted, long cached) {
        Answer answer = Messages.read(
                START,
                finish("end_turn", "{" + counted + "\"output_tokens\":7}"),
                "{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":99,"
                        + "\"outputTokenCount\":98,\"cacheReadInputTokenCount\":9821,\"firstByteLatency\":1}}");

        assertThat(usage(answer).cachedTokens()).isEqualTo(cached);
        assertThat(usage(answer).promptTokens()).isEqualTo(10 + cached);
        assertThat(usage(answer).completionTokens()).isEqualTo(7);
        assertThat(answer.outcome().completion().extras()).containsKey("amazon-bedrock-invocationMetrics");
    }

    @Test
    void readsUsageInMessageStop() {
        Answer answer = Messages.read(
                START,
                finish("end_turn"),
                "{\"type\":\"message_stop\",\"usage\":{\"cache_read_input_tokens\":20,\"output_tokens\":8}}");

        assertThat(usage(answer).promptTokens()).isEqualTo(30);
        assertThat(usage(answer).completionTokens()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | '' | ''",
                "{} | {\"a\":1} | {\"a\":1}",
                "{\"b\": 2} | '' | {\"b\":2}",
                "{\"b\":2} | {\"a\":1} | {\"a\":1}",
                "null | '' | ''",
                "\"\" | {\"a\":1} | {\"a\":1}",
            })
    void countsTheInputOfTheStartOnlyWithoutPieces(String start, String pieces, String arguments) {
        Answer answer = Messages.read(
                START,
                block(0, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":" + start + "}"),
                input(0, ""),
                input(0, pieces),
                end(0),
                finish("tool_use"),
                STOP);

        assertThat(answer.choice().toolCalls()).extracting(ToolCall::arguments).containsExactly(arguments);
        assertThat(answer.choice().toolCalls()).allMatch(ToolCall::complete);
        assertThat(answer.deviations()).isEmpty();
    }

    @Test
    void runsNoCallThatWasCutByTheLimit() {
        Answer answer = Messages.read(
                START, toolBlock(0, "t"), input(0, "{\"a\":1,\"b\":\"hal"), end(0), finish("max_tokens"), STOP);

        assertThat(answer.outcome()).isInstanceOf(Completed.class);
        assertThat(answer.choice().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer.events(ToolCallFinished.class)).isEmpty();
        assertThat(answer.choice().toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.arguments()).isEqualTo("{\"a\":1,\"b\":\"hal");
            assertThat(call.complete()).isFalse();
        });
        assertThat(wires(answer)).containsExactly("tool_use?");
    }

    @Test
    void runsNoCallWhoseArgumentsHappenToBeWholeAtTheLimit() {
        Answer answer =
                Messages.read(START, toolBlock(0, "t"), input(0, "{\"a\":1}"), end(0), finish("max_tokens"), STOP);

        assertThat(answer.events(ToolCallFinished.class)).isEmpty();
    }

    @Test
    void keepsArgumentsThatAreNoJson() {
        Answer answer =
                Messages.read(START, toolBlock(0, "t"), input(0, "{\"a\": <1>"), end(0), finish("tool_use"), STOP);

        assertThat(answer.choice().toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.arguments()).isEqualTo("{\"a\": <1>");
            assertThat(call.complete()).isFalse();
        });
        assertThat(answer.deviations()).containsExactly(Deviation.ARGUMENTS_NOT_JSON);
    }

    @Test
    void doesNotRunTheToolsOfTheProvider() {
        Answer answer = Messages.read(
                START,
                block(0, "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}"),
                input(0, ""),
                input(0, "{\"query\": "),
                input(0, "\"a\"}"),
                end(0),
                block(
                        1,
                        "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":[{\"url\": \"u\","
                                + " \"n\": 1E2}]}"),
                end(1),
                finish("end_turn"),
                STOP);

        assertCompleted(answer, "");
        assertThat(answer.choice().toolCalls()).isEmpty();
        assertThat(wires(answer))
                .containsExactly(
                        "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{\"query\":"
                                + " \"a\"}}",
                        "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":[{\"url\": \"u\","
                                + " \"n\": 1E2}]}");
    }

    @Test
    void pausesATurnAndKeepsEveryBlockOfIt() {
        Answer answer = Messages.read(
                START,
                block(
                        0,
                        "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{\"query\":\"a\"}}"),
                end(0),
                finish("pause_turn"),
                STOP);

        assertCompleted(answer, "");
        assertThat(answer.choice().finishReason()).isEqualTo(FinishReason.PAUSE_TURN);
        assertThat(answer.choice().items()).allMatch(AnswerItem::isWhole).hasSize(1);
    }

    /** Many gateways send no index, or always 0; then the latest block counts. */
    @ParameterizedTest
    @CsvSource({
        "'', '', ITEM_WITHOUT_INDEX",
        "0, 0, ITEM_INDEX_REUSED",
        "3, 7, ''",
        "-1, -1, ITEM_WITHOUT_INDEX",
        "'\"0\"', '\"1\"', UNEXPECTED_FORM"
    })
    void readsBlocksWhateverTheirIndexes(String first, String second, String deviation) {
        Answer answer = Messages.read(
                START,
                textBlock(first),
                text(first, "Hel"),
                text(first, "lo"),
                end(first),
                toolBlock(second, "t1"),
                input(second, "{\"a\":"),
                input(second, "1}"),
                end(second),
                finish("tool_use"),
                STOP);

        assertCompleted(
                answer,
                "Hello",
                deviation.isEmpty() ? new Deviation[0] : new Deviation[] {Deviation.valueOf(deviation)});
        assertThat(answer.choice().toolCalls()).extracting(ToolCall::arguments).containsExactly("{\"a\":1}");
        assertThat(wires(answer))
                .containsExactly(
                        "{\"type\":\"text\",\"text\":\"Hello\"}",
                        "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{\"a\":1}}");
    }

    @Test
    void readsCallsThatAllHaveOneIndex() {
        Answer answer = Messages.read(
                START,
                toolBlock(0, "t1"),
                input(0, "{\"a\":1}"),
                end(0),
                toolBlock(0, "t2"),
                input(0, "{\"a\":2}"),
                end(0),
                finish("tool_use"),
                STOP);

        assertThat(answer.choice().toolCalls())
                .extracting(ToolCall::id, ToolCall::arguments, ToolCall::complete)
                .containsExactly(tuple("t1", "{\"a\":1}", true), tuple("t2", "{\"a\":2}", true));
        assertThat(answer.deviations()).containsExactly(Deviation.ITEM_INDEX_REUSED);
    }

    /** The starts count up, but all pieces have index 0: a piece goes to the call that is open. */
    @Test
    void addsPiecesToTheOpenCallIfTheirIndexIsThatOfAWholeOne() {
        Answer answer = Messages.read(
                START,
                toolBlock(0, "t1"),
                input(0, "{\"a\":1}"),
                end(0),
                toolBlock(1, "t2"),
                input(0, "{\"a\":2}"),
                end(1),
                finish("tool_use"),
                STOP);

        assertThat(answer.choice().toolCalls())
                .extracting(ToolCall::arguments)
                .containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(answer.deviations()).containsExactly(Deviation.PIECE_WITHOUT_ITEM);
    }

    @Test
    void keepsBlocksApartThatAreMixed() {
        Answer answer = Messages.read(
                START,
                toolBlock(1, "t1"),
                toolBlock(0, "t0"),
                input(1, "{\"a\":"),
                input(0, "{\"b\":"),
                input(1, "1}"),
                input(0, "2}"),
                end(0),
                end(1),
                finish("tool_use"),
                STOP);

        assertThat(answer.choice().toolCalls())
                .extracting(ToolCall::id, ToolCall::arguments)
                .containsExactly(tuple("t1", "{\"a\":1}"), tuple("t0", "{\"b\":2}"));
        assertThat(answer.choice().items()).extracting(AnswerItem::position).containsExactly(0, 1);
        assertThat(answer.deviations()).isEmpty();
    }

    @Test
    void beginsABlockWithAPieceOfOneThatNeverBegan() {
        Answer answer =
                Messages.read(START, thinking(0, "Hm"), text(0, "Hel"), text(1, "lo"), finish("end_turn"), STOP);

        assertCompleted(answer, "Hello", Deviation.PIECE_WITHOUT_ITEM, Deviation.ITEM_WITHOUT_END);
        assertThat(answer.choice().reasoning()).isEqualTo("Hm");
        assertThat(wires(answer))
                .containsExactly(
                        "{\"type\":\"thinking\",\"thinking\":\"Hm\"}", "{\"type\":\"text\",\"text\":\"Hello\"}");
    }

    @Test
    void runsNoCallThatNeverBegan() {
        Answer answer = Messages.read(START, input(0, "{\"a\":1}"), end(0), finish("tool_use"), STOP);

        assertThat(answer.choice().toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.arguments()).isEqualTo("{\"a\":1}"));
        assertThat(answer.choice().items()).noneMatch(AnswerItem::isWhole);
    }

    @Test
    void appendsALatePiece() {
        Answer answer = Messages.read(
                START,
                textBlock(0),
                text(0, "Hel"),
                end(0),
                toolBlock(1, "t"),
                text(0, "lo"),
                end(1),
                finish("tool_use"),
                STOP);

        assertCompleted(answer, "Hello", Deviation.PIECE_AFTER_ITEM);
        assertThat(wires(answer).get(0)).isEqualTo("{\"type\":\"text\",\"text\":\"Hello\"}");
    }

    @Test
    void finishesBlocksWhoseEndIsMissing() {
        Answer answer = Messages.read(
                START,
                textBlock(0),
                text(0, "Hm"),
                block(1, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1}}"),
                finish("tool_use"),
                STOP);

        assertCompleted(answer, "Hm", Deviation.ITEM_WITHOUT_END);
        assertThat(answer.choice().toolCalls()).extracting(ToolCall::arguments).containsExactly("{\"a\":1}");
        assertThat(answer.choice().items()).allMatch(AnswerItem::isWhole).hasSize(2);
    }

    @Test
    void countsAMessageStartOnce() {
        Answer answer = Messages.read(START, START, textBlock(0), text(0, "Hm"), end(0), finish("end_turn"), STOP);

        assertCompleted(answer, "Hm", Deviation.MESSAGE_START_REPEATED);
    }

    @Test
    void failsAtAnotherMessageWithinTheStream() {
        Answer answer = Messages.read(
                START, textBlock(0), text(0, "Hm"), start("msg_2", "{}"), textBlock(0), text(0, "other"), STOP);

        assertThat(answer.outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error()).isInstanceOf(MalformedStreamException.class);
            assertThat(failed.error()).hasMessageContaining("event #3");
        });
        assertThat(answer.outcome().completion().text()).isEqualTo("Hm");
    }

    @Test
    void readsContentThatIsThereAtTheStart() {
        Answer answer = Messages.read(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"role\":\"assistant\",\"model\":\"c\",\"content\":["
                        + "{\"type\":\"text\",\"text\":\"Hm\",\"citations\":[{\"n\":1}]},"
                        + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1},\"caller\":{\"type\":\"direct\"}}],"
                        + "\"stop_reason\":\"tool_use\",\"container\":{\"id\":\"c\"},\"usage\":{\"output_tokens\":3}}}",
                STOP);

        assertCompleted(answer, "Hm");
        assertThat(answer.choice().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.choice().toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.arguments()).isEqualTo("{\"a\":1}");
            assertThat(call.complete()).isTrue();
            assertThat(call.extras().get("caller")).isEqualTo(new JsonText("{\"type\":\"direct\"}"));
        });
        assertThat(answer.choice().annotations()).containsExactly(new JsonText("[{\"n\":1}]"));
        assertThat(answer.choice().items()).allMatch(AnswerItem::isWhole).hasSize(2);
        assertThat(answer.outcome().completion().extras()).containsOnlyKeys("container");
    }

    @Test
    void readsAMessageInOnePiece() {
        byte[] body =
                ("{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":[{\"type\":\"text\","
                                + "\"text\":\"Hello\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}")
                        .getBytes(StandardCharsets.UTF_8);

        Answer answer = Messages.read(StreamLimits.DEFAULT, body, Integer.MAX_VALUE);

        assertCompleted(answer, "Hello", Deviation.JSON_BODY);
        assertThat(answer.choice().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(usage(answer).promptTokens()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data: [DONE]\n\n", "event: data\ndata: [DONE]\n\n", "event: message_stop\ndata: [DONE]\n\n", ""
            })
    void ignoresDoneAfterTheEnd(String done) {
        StringBuilder stream = new StringBuilder();
        for (String payload : List.of(START, textBlock(0), text(0, "Hello"), end(0), finish("end_turn"), STOP)) {
            stream.append("data: ").append(payload).append("\n\n");
        }

        Answer answer = Messages.read(
                StreamLimits.DEFAULT, (stream + done).getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);

        assertCompleted(answer, "Hello");
    }

    @Test
    void readsALastEventWithoutItsBlankLineOnce() {
        StringBuilder stream = new StringBuilder();
        for (String payload : List.of(START, textBlock(0), text(0, "Hello"), end(0), finish("end_turn"))) {
            stream.append("data: ").append(payload).append("\n\n");
        }

        Answer answer = Messages.read(
                StreamLimits.DEFAULT, (stream + "data: " + STOP).getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);

        assertCompleted(answer, "Hello", Deviation.LAST_EVENT_UNTERMINATED);
    }

    @Test
    void keepsCitationsInTheAnswerAndInTheBlock() {
        Answer answer = Messages.read(
                START,
                block(0, "{\"type\":\"text\",\"text\":\"\",\"citations\":null}"),
                delta(0, "{\"type\":\"citations_delta\",\"citation\":{\"type\":\"page_location\",\"file_id\":null}}"),
                delta(0, "{\"type\":\"citations_delta\",\"citation\":null}"),
                text(0, "Hm"),
                end(0),
                finish("end_turn"),
                STOP);

        assertCompleted(answer, "Hm");
        assertThat(answer.choice().annotations())
                .containsExactly(new JsonText("[{\"type\":\"page_location\",\"file_id\":null}]"));
        assertThat(wires(answer))
                .containsExactly(
                        "{\"type\":\"text\",\"text\":\"Hm\",\"citations\":[{\"type\":\"page_location\",\"file_id\":null}]}");
    }

    @Test
    void keepsACompaction() {
        Answer answer = Messages.read(
                START,
                block(0, "{\"type\":\"compaction\",\"content\":null,\"encrypted_content\":null}"),
                delta(0, "{\"type\":\"compaction_delta\",\"content\":\"Sum\",\"encrypted_content\":\"RQ==\"}"),
                end(0),
                finish("end_turn"),
                STOP);

        assertCompleted(answer, "");
        assertThat(wires(answer))
                .containsExactly("{\"type\":\"compaction\",\"content\":\"Sum\",\"encrypted_content\":\"RQ==\"}");
    }

    @Test
    void isNotHarmedByWhatItDoesNotKnow() {
        Answer answer = Messages.read(
                START,
                "{\"type\":\"vendor_event\",\"x\":1}",
                block(0, "{\"type\":\"hologram\",\"data\":[1]}"),
                delta(0, "{\"type\":\"hologram_delta\",\"more\":2}"),
                end(0),
                textBlock(1),
                text(1, "Hm"),
                delta(1, "{\"type\":\"emphasis_delta\"}"),
                end(1),
                finish("end_turn"),
                STOP);

        assertCompleted(answer, "Hm", Deviation.UNRECOGNIZED_PAYLOAD);
        assertThat(answer.events(Unrecognized.class))
                .extracting(Unrecognized::name)
                .contains("", "hologram_delta", "emphasis_delta");
        assertThat(wires(answer))
                .containsExactly("{\"type\":\"hologram\",\"data\":[1]}", "{\"type\":\"text\",\"text\":\"Hm\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"content_block_delta\",\"index\":0}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":null}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":null}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{}}",
                "{\"type\":\"content_block_start\",\"index\":1}",
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{}}",
                "{\"type\":\"content_block_stop\",\"index\":9}",
                "{\"type\":\"message_delta\"}",
                "{\"type\":null}",
                "{}",
                "null",
                "7"
            })
    void goesOnAfterAnEventThatSaysNothing(String odd) {
        Answer answer = Messages.read(
                START, textBlock(0), text(0, "Hel"), odd, text(0, "lo"), end(0), finish("end_turn"), STOP);

        assertThat(answer.outcome()).isInstanceOf(Completed.class);
        assertThat(answer.outcome().completion().text()).isEqualTo("Hello");
    }

    @Test
    void tellsTextAtTheStartOfABlock() {
        Answer answer = Messages.read(
                START,
                block(0, "{\"type\":\"thinking\",\"thinking\":\"H\",\"signature\":\"YQ==\"}"),
                thinking(0, "m"),
                end(0),
                block(1, "{\"type\":\"text\",\"text\":\"Hel\"}"),
                text(1, "lo"),
                end(1),
                finish("end_turn"),
                STOP);

        assertCompleted(answer, "Hello");
        assertThat(answer.choice().reasoning()).isEqualTo("Hm");
        assertThat(answer.events(TextReceived.class))
                .extracting(TextReceived::text)
                .containsExactly("Hel", "lo");
        assertThat(wires(answer))
                .containsExactly(
                        "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"YQ==\"}",
                        "{\"type\":\"text\",\"text\":\"Hello\"}");
    }

    @Test
    void joinsACharacterThatIsCutIntoTwoEscapes() {
        Answer answer = Messages.read(
                START,
                textBlock(0),
                delta(0, "{\"type\":\"text_delta\",\"text\":\"\\ud83d\"}"),
                delta(0, "{\"type\":\"text_delta\",\"text\":\"\\ude00\"}"),
                end(0),
                finish("end_turn"),
                STOP);

        assertCompleted(answer, "\ud83d\ude00");
        assertThat(wires(answer)).containsExactly("{\"type\":\"text\",\"text\":\"\ud83d\ude00\"}");
    }

    /** What is kept to put blocks together counts, too: signatures and inputs of the provider's tools. */
    @Test
    void keepsNoMoreThanAllowed() {
        StreamLimits small = StreamLimits.DEFAULT.withTotalText(1_000);
        String piece = signature(0, "A".repeat(100));
        Answer answer = Messages.read(
                small,
                START,
                block(0, "{\"type\":\"thinking\",\"thinking\":\"\"}"),
                piece,
                piece,
                piece,
                piece,
                piece,
                piece,
                piece,
                piece,
                piece,
                piece);

        assertThat(answer.outcome())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.error()).isInstanceOf(LimitExceededException.class));
    }
}
