package io.astreaming.conformance.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Truncated;
import io.astreaming.conformance.Wire;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.event.ItemFinished;
import io.astreaming.event.ItemStarted;
import io.astreaming.event.Unrecognized;
import io.astreaming.json.JsonbResponsesCodec;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers of the Responses API really send. */
class ResponsesQuirksTest {
    private static final String CREATED =
            "{'type':'response.created','response':{'id':'r1','model':'m','created_at':7,'status':'in_progress'}}";
    private static final String COMPLETED =
            "{'type':'response.completed','response':{'id':'r1','model':'m','status':'completed','output':[]}}";
    private static final String MESSAGE = added(0, "'type':'message','id':'a','content':[]");
    private static final String CALL =
            added(0, "'type':'function_call','id':'f','call_id':'c','name':'n','arguments':''");

    @Test
    void readsTextReasoningRefusalAndCalls() {
        Wire wire = read(
                CREATED,
                added(0, "'type':'reasoning','id':'r','summary':[]"),
                summary("First", 0),
                summary(".", 0),
                summary("Then.", 1),
                done(
                        0,
                        "'type':'reasoning','id':'r','summary':[{'type':'summary_text','text':'First.'},"
                                + "{'type':'summary_text','text':'Then.'}],'encrypted_content':'gA'"),
                added(1, "'type':'message','id':'a','content':[]"),
                text(1, "a", "Hi"),
                "{'type':'response.refusal.delta','output_index':1,'item_id':'a','content_index':1,'delta':'No'}",
                added(2, "'type':'function_call','id':'f','call_id':'c','name':'n','arguments':''"),
                arguments(2, "f", "{}"),
                done(2, "'type':'function_call','id':'f','call_id':'c','name':'n','arguments':'{}'"),
                done(
                        1,
                        "'type':'message','id':'a','content':[{'type':'output_text','text':'Hi'},"
                                + "{'type':'refusal','refusal':'No'}]"),
                COMPLETED);
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.choice().reasoning()).isEqualTo("First.\n\nThen.");
        assertThat(wire.text()).isEqualTo("Hi");
        assertThat(wire.choice().refusal()).isEqualTo("No");
        assertThat(wire.toolCalls()).containsExactly("c n {}");
        assertThat(wire.choice().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(wire.choice().items())
                .extracting(AnswerItem::type)
                .containsExactly("reasoning", "message", "function_call");
        assertThat(wire.choice().items().get(0).wire().text()).contains("\"encrypted_content\":\"gA\"");
        assertThat(wire.said().deviations()).isEmpty();
        assertThat(wire.said().created()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'error','code':'quota','message':'Pay','param':null,'sequence_number':2}",
                "{'type':'error','error':{'type':'quota','code':'quota','message':'Pay','param':null}}",
                "{'error':{'type':'quota','code':'quota','message':'Pay'}}",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'quota','message':'Pay'}}}"
            })
    void failsAtAnErrorInAnyForm(String error) {
        for (Wire wire :
                List.of(read(error), read(CREATED, error), read(CREATED, MESSAGE, text(0, "a", "Hi"), error))) {
            assertThat(wire.outcome.error()).isInstanceOfSatisfying(ProviderFailedException.class, failed -> {
                assertThat(failed.detail().message()).isEqualTo("Pay");
                assertThat(failed.detail().code()).isEqualTo("quota");
            });
        }
        assertThat(read(CREATED, MESSAGE, text(0, "a", "Hi"), error).text()).isEqualTo("Hi");
    }

    /** An event of that name is the protocol's own way to report an error, even if its data isn't JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"error\",\"message\":\"Pay\"}", "Pay"})
    void takesANamedErrorEventForNoDeviation(String data) {
        Wire wire = Wire.read(
                new JsonbResponsesCodec(),
                ("event: error\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8),
                4_096);
        assertThat(wire.outcome.error())
                .isInstanceOfSatisfying(
                        ProviderFailedException.class,
                        failed -> assertThat(failed.detail().message()).isEqualTo("Pay"));
        assertThat(wire.said().deviations()).isEmpty();
    }

    @Test
    void failsWhereTheStatusSaysSo() {
        assertThat(read(
                                CREATED,
                                COMPLETED
                                        .replace("completed'", "failed'")
                                        .replace("response.failed", "response.completed"))
                        .outcome)
                .isInstanceOf(Failed.class);
        assertThat(read("{'type':'response.failed','response':{'status':'failed','error':null}}").outcome)
                .isInstanceOf(Failed.class);
        assertThat(read("{'type':'response.cancelled','response':{'status':'cancelled'}}").outcome)
                .isInstanceOf(Failed.class);
    }

    @Test
    void bearsEventsThatNobodyDocumented() {
        Wire wire = read(
                "{'type':'keepalive','sequence_number':0}",
                CREATED,
                "{'type':'codex.rate_limits','limits':{}}",
                "{'type':'response.apply_patch_call_operation_diff.delta','output_index':0,'delta':'+a'}",
                "{'type':'response.web_search_call.searching','output_index':0,'item_id':'w'}",
                MESSAGE,
                text(0, "a", "Hi"),
                "{'type':'response.of_tomorrow','x':1}",
                COMPLETED);
        assertThat(wire.text()).isEqualTo("Hi");
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.UNRECOGNIZED_PAYLOAD, 1L));
        assertThat(wire.events)
                .anyMatch(event ->
                        event instanceof Unrecognized unknown && unknown.location() == Unrecognized.Location.PAYLOAD);
    }

    @Test
    void isTruncatedWithoutATerminalEventEvenIfDoneComes() {
        Wire wire = Wire.read(
                new JsonbResponsesCodec(),
                bytes(true, CREATED, MESSAGE, text(0, "a", "Hi"), done(0, MESSAGE_HI)),
                4_096);
        assertThat(wire.outcome).isInstanceOf(Truncated.class);
        assertThat(wire.text()).isEqualTo("Hi");
    }

    @Test
    void takesDoneAfterTheTerminalEventForNothing() {
        Wire wire =
                Wire.read(new JsonbResponsesCodec(), bytes(true, CREATED, MESSAGE, text(0, "a", "Hi"), COMPLETED), 9);
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.said().deviations()).isEmpty();
    }

    @Test
    void keepsWhatWasSaidIfTheTerminalOutputIsEmptyOrMissing() {
        for (String end :
                List.of(COMPLETED, "{'type':'response.completed','response':{}}", "{'type':'response.completed'}")) {
            Wire wire = read(CREATED, MESSAGE, text(0, "a", "Hi"), done(0, MESSAGE_HI), end);
            assertThat(wire.text()).isEqualTo("Hi");
            assertThat(wire.said().id()).isEqualTo("r1");
            assertThat(wire.said().model()).isEqualTo("m");
            assertThat(wire.choice().finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(wire.choice().items()).singleElement().matches(AnswerItem::isWhole);
        }
    }

    /** GitHub Copilot sends another id with every event. */
    @Test
    void findsAnItemByItsIndexIfItsIdChanges() {
        Wire wire = read(
                CREATED,
                MESSAGE,
                text(0, "x1", "He"),
                text(0, "x2", "llo"),
                done(0, MESSAGE_HI.replace("'Hi'", "'Hello'").replace("'a'", "'x3'")),
                added(1, "'type':'function_call','id':'y1','call_id':'c','name':'n','arguments':''"),
                arguments(1, "y2", "{'a'".replace("'", "\\\"") + ":"),
                arguments(1, "y3", "1}"),
                done(1, "'type':'function_call','id':'y4','call_id':'c','name':'n','arguments':'{\\\"a\\\":1}'"),
                COMPLETED);
        assertThat(wire.text()).isEqualTo("Hello");
        assertThat(wire.toolCalls()).containsExactly("c n {\"a\":1}");
        assertThat(wire.choice().items()).hasSize(2).allMatch(AnswerItem::isWhole);
        assertThat(wire.said().deviations()).containsOnlyKeys(Deviation.ITEM_ID_CHANGED);
    }

    @Test
    void findsAnItemWithoutIndexes() {
        Wire wire = read(
                CREATED,
                "{'type':'response.output_item.added','item':{'type':'message','id':'a'}}",
                "{'type':'response.output_text.delta','item_id':'a','delta':'He'}",
                "{'type':'response.output_text.delta','delta':'llo'}",
                "{'type':'response.output_item.done','item':{" + MESSAGE_HI.replace("'Hi'", "'Hello'") + "}}",
                COMPLETED);
        assertThat(wire.text()).isEqualTo("Hello");
        assertThat(wire.choice().items()).singleElement().matches(AnswerItem::isWhole);
        assertThat(wire.said().deviations()).isEmpty();
    }

    @Test
    void opensAnItemThatHasNotBegun() {
        Wire wire = read(CREATED, text(0, "a", "Hi"), arguments(1, "f", "{}"), COMPLETED);
        assertThat(wire.text()).isEqualTo("Hi");
        assertThat(wire.choice().role()).hasToString("assistant");
        assertThat(wire.choice().items()).extracting(AnswerItem::type).containsExactly("message", "function_call");
        assertThat(wire.said().deviations().get(Deviation.PIECE_WITHOUT_ITEM)).isEqualTo(2);

        wire = read(
                CREATED,
                arguments(0, "f", "{}"),
                done(0, "'type':'function_call','id':'f','call_id':'c','name':'n','arguments':'{}'"),
                arguments(1, "g", "[]"),
                done(1, "'type':'function_call','id':'g','call_id':'d','name':'o','arguments':'[]'"),
                COMPLETED);
        assertThat(wire.toolCalls()).containsExactly("c n {}", "d o []");

        wire = read(
                CREATED,
                CALL,
                arguments(0, "f", "{}"),
                done(0, "'type':'function_call','id':'f','call_id':'c','name':'n','arguments':'{}'"),
                arguments(0, "g", "[]"),
                done(0, "'type':'function_call','id':'g','call_id':'d','name':'o','arguments':'[]'"),
                COMPLETED);
        assertThat(wire.toolCalls()).as("under one index").containsExactly("c n {}", "d o []");
    }

    /** The begin of an item may come after its first piece. */
    @Test
    void takesALateBeginForThatOfThePieces() {
        Wire wire = read(CREATED, text(0, "a", "H"), MESSAGE, text(0, "a", "i"), done(0, MESSAGE_HI), COMPLETED);
        assertThat(wire.text()).isEqualTo("Hi");
        assertThat(wire.choice().items()).hasSize(1);
        wire = read(
                CREATED,
                "{'type':'response.output_text.delta','output_index':0,'delta':'H'}",
                MESSAGE,
                text(0, "a", "i"),
                done(0, MESSAGE_HI),
                COMPLETED);
        assertThat(wire.text()).isEqualTo("Hi");
        assertThat(wire.choice().items()).as("without an id at first").hasSize(1);
    }

    @Test
    void tellsItemsOfOneIndexApart() {
        Wire wire = read(
                CREATED,
                added(0, "'type':'reasoning','id':'r','summary':[]"),
                summary("Hm", 0),
                done(0, "'type':'reasoning','id':'r','summary':[{'type':'summary_text','text':'Hm'}]"),
                MESSAGE,
                text(0, "other", "Hi"),
                done(0, MESSAGE_HI),
                CALL,
                arguments(0, "f", "{}"),
                added(0, "'type':'function_call','id':'g','call_id':'d','name':'o','arguments':''"),
                arguments(0, "g", "[]"),
                done(0, "'type':'function_call','id':'f','call_id':'c','name':'n','arguments':'{}'"),
                done(0, "'type':'function_call','id':'g','call_id':'d','name':'o','arguments':'[]'"),
                COMPLETED);
        assertThat(wire.choice().reasoning()).isEqualTo("Hm");
        assertThat(wire.text()).isEqualTo("Hi");
        assertThat(wire.toolCalls()).containsExactly("c n {}", "d o []");
        assertThat(wire.choice().items()).hasSize(4).allMatch(AnswerItem::isWhole);
        assertThat(wire.said().deviations()).containsOnlyKeys(Deviation.ITEM_INDEX_REUSED, Deviation.ITEM_ID_CHANGED);
    }

    @Test
    void tellsTextThatOnlyASummaryHas() {
        String whole =
                "{'type':'response.output_text.done','output_index':0,'item_id':'a','content_index':0,'text':'Hi'}";
        for (Wire wire : List.of(
                read(CREATED, MESSAGE, whole, done(0, MESSAGE_HI), COMPLETED),
                read(CREATED, MESSAGE, done(0, MESSAGE_HI), COMPLETED),
                read(CREATED, done(0, MESSAGE_HI), COMPLETED),
                read(CREATED, COMPLETED.replace("[]", "[{" + MESSAGE_HI + "}]")),
                read(CREATED, MESSAGE, text(0, "a", "H"), COMPLETED.replace("[]", "[{" + MESSAGE_HI + "}]")))) {
            assertThat(wire.text()).isEqualTo("Hi");
            assertThat(wire.choice().items()).singleElement().matches(AnswerItem::isWhole);
            assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.TEXT_ONLY_IN_SUMMARY, 1L));
        }
    }

    @Test
    void goesOnAfterASummary() {
        Wire wire = read(
                CREATED,
                MESSAGE,
                text(0, "a", "H"),
                "{'type':'response.output_text.done','output_index':0,'item_id':'a','content_index':0,'text':'H'}",
                text(0, "a", "i"),
                done(0, MESSAGE_HI),
                COMPLETED);
        assertThat(wire.text()).isEqualTo("Hi");
        assertThat(wire.said().deviations()).isEmpty();
        wire = read(CREATED, MESSAGE, text(0, "a", "H"), done(0, MESSAGE_HI), text(0, "a", "!"), COMPLETED);
        assertThat(wire.text()).isEqualTo("Hi!");
        assertThat(wire.said().deviations())
                .containsOnlyKeys(Deviation.TEXT_ONLY_IN_SUMMARY, Deviation.PIECE_AFTER_ITEM);
    }

    @Test
    void keepsThePiecesIfASummaryContradictsThem() {
        Wire wire = read(CREATED, MESSAGE, text(0, "a", "Hello"), done(0, MESSAGE_HI), COMPLETED);
        assertThat(wire.text()).isEqualTo("Hello");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.SUMMARY_DIFFERS, 1L));
        wire = read(CREATED, MESSAGE, text(0, "a", "Ho"), done(0, MESSAGE_HI.replace("'Hi'", "'Hi there'")), COMPLETED);
        assertThat(wire.text()).isEqualTo("Ho");
    }

    @Test
    void takesArgumentsWhereverTheyCome() {
        String all = "'type':'function_call','id':'f','call_id':'c','name':'n','arguments':'{\\\"a\\\":1}'";
        String whole = "{'type':'response.function_call_arguments.done','output_index':0,'item_id':'f',"
                + "'arguments':'{\\\"a\\\":1}'}";
        for (Wire wire : List.of(
                read(CREATED, CALL, whole, COMPLETED),
                read(CREATED, CALL, done(0, all), COMPLETED),
                read(CREATED, added(0, all), COMPLETED),
                read(CREATED, added(0, all), done(0, all), COMPLETED),
                read(CREATED, added(0, all.replace("{\\\"a\\\":1}", "{}")), whole, done(0, all), COMPLETED),
                read(
                        CREATED,
                        added(0, all.replace("{\\\"a\\\":1}", "{}")),
                        arguments(0, "f", "{\\\"a\\\":"),
                        arguments(0, "f", "1}"),
                        whole,
                        done(0, all),
                        COMPLETED),
                read(CREATED, CALL, done(0, all.replace("'{\\\"a\\\":1}'", "{'a':1}")), COMPLETED),
                read(CREATED, COMPLETED.replace("[]", "[{" + all + "}]")))) {
            assertThat(wire.toolCalls()).containsExactly("c n {\"a\":1}");
            assertThat(wire.choice().toolCalls()).allMatch(call -> call.complete());
            assertThat(wire.choice().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        }
    }

    @Test
    void learnsTheNameOfACallLate() {
        Wire wire = read(
                CREATED,
                arguments(0, "f", "{}"),
                "{'type':'response.function_call_arguments.done','output_index':0,'item_id':'f','name':'n',"
                        + "'arguments':'{}'}",
                COMPLETED);
        assertThat(wire.choice().toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.name()).isEqualTo("n"));
    }

    @Test
    void neverTakesACutCallForComplete() {
        Wire wire = read(
                CREATED,
                CALL,
                arguments(0, "f", "{}"),
                done(0, "'type':'function_call','id':'f','call_id':'c','name':'n','arguments':'{}'"),
                "{'type':'response.incomplete','response':{'id':'r1','status':'incomplete',"
                        + "'incomplete_details':{'reason':'max_output_tokens'},'output':[]}}");
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.choice().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(wire.choice().toolCalls()).singleElement().matches(call -> !call.complete());
        assertThat(wire.choice().extras())
                .hasEntrySatisfying("status", json -> assertThat(json.text()).isEqualTo("\"incomplete\""))
                .containsKey("incomplete_details");
        assertThat(read("{'type':'response.completed','response':{'status':'incomplete',"
                                + "'incomplete_details':{'reason':'content_filter'}}}")
                        .choice()
                        .finishReason())
                .isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(read("{'type':'response.incomplete'}").choice().finishReason())
                .isEqualTo(FinishReason.LENGTH);
    }

    /** OpenAI's models call several tools in one call; whether that is to be unwrapped is the caller's choice. */
    @Test
    void leavesParallelCallsInOneCallAsTheyCome() {
        Wire wire = read(
                CREATED,
                added(
                        0,
                        "'type':'function_call','id':'f','call_id':'c','name':'multi_tool_use.parallel','arguments':''"),
                arguments(0, "f", "{\\\"tool_uses\\\":[]}"),
                COMPLETED);
        assertThat(wire.toolCalls()).containsExactly("c multi_tool_use.parallel {\"tool_uses\":[]}");
    }

    @Test
    void tellsToolsOfTheServerAsItems() {
        Wire wire = read(
                CREATED,
                added(0, "'type':'web_search_call','id':'w','status':'in_progress'"),
                "{'type':'response.web_search_call.completed','output_index':0,'item_id':'w'}",
                done(0, "'type':'web_search_call','id':'w','status':'completed','action':{'query':'rain'}"),
                added(1, "'type':'mcp_call','id':'p','name':'x','arguments':''"),
                "{'type':'response.mcp_call_arguments.delta','output_index':1,'item_id':'p','delta':'{}'}",
                done(1, "'type':'mcp_call','id':'p','name':'x','arguments':'{}','output':'1'"),
                COMPLETED);
        assertThat(wire.events)
                .filteredOn(event -> event instanceof ItemStarted)
                .hasSize(2);
        assertThat(wire.events)
                .filteredOn(event -> event instanceof ItemFinished)
                .hasSize(2);
        assertThat(wire.choice().toolCalls()).isEmpty();
        assertThat(wire.choice().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(wire.choice().items().get(0).wire().text()).contains("\"query\":\"rain\"");
    }

    @Test
    void prefersReasoningToItsSummary() {
        String item = "'type':'reasoning','id':'r','content':[{'type':'reasoning_text','text':'Long'}],"
                + "'summary':[{'type':'summary_text','text':'Short'}]";
        assertThat(read(CREATED, done(0, item), COMPLETED).choice().reasoning()).isEqualTo("Long");
        assertThat(read(
                                CREATED,
                                "{'type':'response.reasoning_text.delta','output_index':0,'item_id':'r','delta':'Long'}",
                                done(0, item),
                                COMPLETED)
                        .choice()
                        .reasoning())
                .isEqualTo("Long");
        assertThat(read(CREATED, added(0, "'type':'reasoning','id':'r'"), summary("Short", 0), done(0, item), COMPLETED)
                        .choice()
                        .reasoning())
                .isEqualTo("Short");
    }

    @Test
    void countsAnnotationsOnce() {
        String annotation = "{'type':'url_citation','url':'https://example.org/'}";
        String added =
                "{'type':'response.output_text.annotation.added','output_index':0,'item_id':'a','content_index':0,"
                        + "'annotation_index':0,'annotation':" + annotation + "}";
        String done = done(
                0,
                "'type':'message','id':'a','content':[{'type':'output_text','text':'Hi','annotations':[" + annotation
                        + "]}]");
        for (Wire wire : List.of(
                read(CREATED, MESSAGE, text(0, "a", "Hi"), added, done, COMPLETED),
                read(CREATED, MESSAGE, text(0, "a", "Hi"), done, COMPLETED))) {
            assertThat(wire.choice().annotations())
                    .singleElement()
                    .satisfies(list -> assertThat(list.elements()).hasSize(1));
        }
    }

    @Test
    void namesAGapInTheSequence() {
        Wire wire = read(
                CREATED.replace("'type'", "'sequence_number':4,'type'"),
                MESSAGE.replace("'type':'response", "'sequence_number':5,'type':'response"),
                text(0, "a", "Hi").replace("'type'", "'sequence_number':7,'type'"),
                COMPLETED);
        assertThat(wire.text()).isEqualTo("Hi");
        assertThat(wire.said().deviations()).isEqualTo(Map.of(Deviation.SEQUENCE_GAP, 1L));
    }

    /** A background response can be resumed after this event. */
    @Test
    void keepsTheNumberOfTheLastEventHoweverTheStreamEnds() {
        String piece = text(0, "a", "Hi").replace("'type'", "'sequence_number':7,'type'");
        for (Wire wire : List.of(
                read(CREATED, MESSAGE, piece),
                read(CREATED, MESSAGE, piece, "{'type':'error','code':'quota','message':'Pay'}"),
                read(CREATED, MESSAGE, piece, COMPLETED))) {
            assertThat(wire.said().extras()).isEqualTo(Map.of("sequence_number", new JsonText("7")));
        }
        assertThat(read(CREATED, MESSAGE, COMPLETED).said().extras()).isEmpty();
    }

    @Test
    void readsUsageOfAnyProvider() {
        Wire wire = read(
                CREATED,
                "{'type':'response.completed','response':{'status':'completed','usage':{'input_tokens':9,"
                        + "'input_tokens_details':{'cached_tokens':3,'cache_write_tokens':2},'output_tokens':5,"
                        + "'output_tokens_details':{'reasoning_tokens':4},'total_tokens':14,'cost':0.5}}}");
        assertThat(wire.said().usage()).isInstanceOfSatisfying(TokenUsage.class, usage -> {
            assertThat(usage.promptTokens()).isEqualTo(9);
            assertThat(usage.completionTokens()).isEqualTo(5);
            assertThat(usage.totalTokens()).isEqualTo(14);
            assertThat(usage.promptDetails().cachedTokens()).isEqualTo(3);
            assertThat(usage.promptDetails().cacheWriteTokens()).isEqualTo(2);
            assertThat(usage.completionDetails().reasoningTokens()).isEqualTo(4);
            assertThat(usage.extras().members()).containsOnlyKeys("cost");
        });
        assertThat(wire.said().deviations()).isEmpty();
    }

    @Test
    void readsEventsWithoutATypeByTheirName() {
        Wire wire = Wire.read(
                new JsonbResponsesCodec(),
                ("event: response.output_text.delta\ndata: {\"output_index\":0,\"delta\":\"Hi\"}\n\n"
                                + "event: response.completed\ndata: {\"response\":{\"id\":\"r1\"}}\n\n")
                        .getBytes(StandardCharsets.UTF_8),
                4_096);
        assertThat(wire.text()).isEqualTo("Hi");
        assertThat(wire.outcome).isInstanceOf(Completed.class);
    }

    @Test
    void readsAnAnswerInOnePiece() {
        Wire wire = Wire.read(
                new JsonbResponsesCodec(),
                ("{\"object\":\"response\",\"id\":\"r1\",\"model\":\"m\",\"status\":\"completed\",\"output\":[{"
                                + MESSAGE_HI.replace('\'', '"') + "}],\"usage\":{\"input_tokens\":1}}")
                        .getBytes(StandardCharsets.UTF_8),
                4_096);
        assertThat(wire.outcome).isInstanceOf(Completed.class);
        assertThat(wire.text()).isEqualTo("Hi");
        assertThat(wire.said().id()).isEqualTo("r1");
    }

    /** Nothing that a server sends may make the reader throw, and nothing that it repeats may make it grow. */
    @Test
    void bearsMembersOfAnyKind() {
        for (String odd : List.of("null", "1", "'x'", "[]", "{}", "[[]]", "true")) {
            for (String member : List.of(
                    "item",
                    "response",
                    "delta",
                    "part",
                    "output_index",
                    "item_id",
                    "logprobs",
                    "annotation",
                    "text",
                    "arguments",
                    "sequence_number",
                    "content_index",
                    "name",
                    "obfuscation")) {
                for (String type : List.of(
                        "response.created",
                        "response.output_item.added",
                        "response.output_item.done",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.added",
                        "response.content_part.done",
                        "response.function_call_arguments.done",
                        "response.output_text.annotation.added")) {
                    Wire wire = read(
                            CREATED,
                            MESSAGE,
                            "{'type':'" + type + "','" + member + "':" + odd + "}",
                            text(0, "a", "Hi"),
                            COMPLETED);
                    assertThat(wire.outcome).as("%s %s %s", type, member, odd).isInstanceOf(Completed.class);
                    assertThat(wire.text()).as("%s %s %s", type, member, odd).endsWith("Hi");
                }
            }
        }
    }

    private static final String MESSAGE_HI = "'type':'message','id':'a','content':[{'type':'output_text','text':'Hi'}]";

    private static String added(int index, String item) {
        return "{'type':'response.output_item.added','output_index':" + index + ",'item':{" + item + "}}";
    }

    private static String done(int index, String item) {
        return "{'type':'response.output_item.done','output_index':" + index + ",'item':{" + item + "}}";
    }

    private static String text(int index, String id, String delta) {
        return "{'type':'response.output_text.delta','output_index':" + index + ",'item_id':'" + id
                + "','content_index':0,'delta':'" + delta + "'}";
    }

    private static String summary(String delta, int part) {
        return "{'type':'response.reasoning_summary_text.delta','output_index':0,'item_id':'r','summary_index':" + part
                + ",'delta':'" + delta + "'}";
    }

    private static String arguments(int index, String id, String delta) {
        return "{'type':'response.function_call_arguments.delta','output_index':" + index + ",'item_id':'" + id
                + "','delta':'" + delta + "'}";
    }

    private static Wire read(String... payloads) {
        return Wire.read(new JsonbResponsesCodec(), bytes(false, payloads), 4_096);
    }

    private static byte[] bytes(boolean done, String... payloads) {
        StringBuilder body = new StringBuilder();
        for (String payload : payloads) {
            body.append("data: ").append(payload.replace('\'', '"')).append("\n\n");
        }
        return body.append(done ? "data: [DONE]\n\n" : "").toString().getBytes(StandardCharsets.UTF_8);
    }
}
