package io.astreaming.json.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.AudioDelta;
import io.astreaming.error.LimitExceededException;
import io.astreaming.json.fast.FastEventReader;
import io.astreaming.json.fast.WorkspacePool;
import io.astreaming.json.token.PayloadParser;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.protocol.responses.ItemPart;
import io.astreaming.protocol.responses.PartKind;
import io.astreaming.protocol.responses.PartPlace;
import io.astreaming.protocol.responses.ResponsesAnswer;
import io.astreaming.protocol.responses.ResponsesEvent;
import io.astreaming.protocol.responses.ResponsesEvent.Annotation;
import io.astreaming.protocol.responses.ResponsesEvent.Audio;
import io.astreaming.protocol.responses.ResponsesEvent.Ended;
import io.astreaming.protocol.responses.ResponsesEvent.Failed;
import io.astreaming.protocol.responses.ResponsesEvent.ItemAdded;
import io.astreaming.protocol.responses.ResponsesEvent.ItemDone;
import io.astreaming.protocol.responses.ResponsesEvent.Piece;
import io.astreaming.protocol.responses.ResponsesEvent.Progress;
import io.astreaming.protocol.responses.ResponsesEvent.Started;
import io.astreaming.protocol.responses.ResponsesEvent.Summary;
import io.astreaming.protocol.responses.ResponsesEvent.Unknown;
import io.astreaming.protocol.responses.ResponsesItem;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.CompletionTokensDetails;
import io.astreaming.value.Deviation;
import io.astreaming.value.PromptTokensDetails;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.UsageNotReported;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which event a payload is; JSON has single quotes for double ones. */
class ResponsesEventFormTest {
    private static final Set<Deviation> FORM = Set.of(Deviation.UNEXPECTED_FORM);
    private static final Set<Deviation> NO_STRING = Set.of(Deviation.ARGUMENTS_NOT_A_STRING);
    private static final PartPlace PLACE = new PartPlace(2, "i", 3);

    private Set<Deviation> noted = Set.of();

    private SequencedEvent sequenced(String name, String json) {
        return sequenced(name, json, StreamLimits.DEFAULT);
    }

    private SequencedEvent sequenced(String name, String json, StreamLimits limits) {
        PayloadParser parser = new PayloadParser(Json.createParserFactory(Map.of()), limits);
        FastEventReader<SequencedEvent> reader =
                new FastEventReader<>(new ResponsesEventForm(), parser, limits, new WorkspacePool());
        byte[] bytes = json(json).text().getBytes(StandardCharsets.UTF_8);
        SequencedEvent event = reader.read(new Payload(bytes, 0, bytes.length, name, 1, 0));
        noted = Set.copyOf(reader.noted());
        return event;
    }

    private ResponsesEvent read(String json) {
        return sequenced("message", json).event();
    }

    private static JsonText json(String text) {
        return new JsonText(text.replace('\'', '"'));
    }

    private static Extras extras(String members) {
        return new Extras(json(members).members());
    }

    private static ItemPart part(PartKind kind, int number, String text) {
        return new ItemPart(kind, number, text, List.of());
    }

    private static ResponsesItem item(String type, @Nullable String id, String wire, ItemPart... parts) {
        return new ResponsesItem(type, id, null, null, List.of(parts), Extras.NONE, json(wire));
    }

    @ParameterizedTest
    @CsvSource({
        "response.output_text, TEXT",
        "response.refusal, REFUSAL",
        "response.reasoning_summary_text, SUMMARY",
        "response.reasoning_summary, SUMMARY",
        "response.reasoning_text, REASONING",
        "response.reasoning, REASONING",
        "response.function_call_arguments, ARGUMENTS",
        "response.custom_tool_call_input, INPUT"
    })
    void readsPiecesAndSummaries(String word, PartKind kind) {
        String place = "'output_index':2,'item_id':'i','content_index':3";
        assertThat(read("{'type':'" + word + ".delta'," + place + ",'delta':'a'}"))
                .isEqualTo(new Piece(kind, PLACE, "a", null));
        assertThat(read("{'type':'" + word + ".delta'," + place + "}")).isEqualTo(new Progress());
        for (String member : List.of("text", "refusal", "arguments", "input")) {
            assertThat(read("{'type':'" + word + ".done'," + place + ",'" + member + "':'a'}"))
                    .isEqualTo(new Summary(PLACE, part(kind, 3, "a"), null));
        }
        assertThat(read("{'type':'" + word + ".done'," + place + ",'name':'f'}"))
                .isEqualTo(new Summary(PLACE, part(kind, 3, ""), "f"));
        assertThat(read("{'type':'" + word + ".done'," + place + "}")).isEqualTo(new Progress());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readsEachEvent(String json, ResponsesEvent event, Set<Deviation> deviations) {
        assertThat(read(json)).isEqualTo(event);
        assertThat(noted).isEqualTo(deviations);
    }

    static Stream<Arguments> readsEachEvent() {
        String message =
                "{'type':'message','id':'a','content':[{'type':'output_text','x':[{'type':'y'}],'text':'Hi','annotations':[{'n':1},7]},"
                        + "{'type':'refusal','refusal':'No'},{'type':'of_tomorrow'},'!']}";
        String reasoning =
                "{'type':'reasoning','x':{'type':'y'},'id':'r','content':[{'type':'reasoning_text','text':'a'}],"
                        + "'summary':[{'type':'summary_text','text':'b'}],'name':'n'}";
        String call =
                "{'type':'function_call','id':'f','call_id':'c','name':'n','arguments':'{}','namespace':'s','caller':null}";
        return Stream.of(
                row("{'type':'response.created'}", new Progress()),
                row("{'type':'response.in_progress','response':{}}", new Started(ResponsesAnswer.EMPTY)),
                row("{'type':'response.queued','response':7}", new Progress(), FORM),
                row(
                        "{'type':'response.output_item.added','output_index':2,'item':" + message + "}",
                        new ItemAdded(
                                2,
                                item(
                                        "message",
                                        "a",
                                        message,
                                        new ItemPart(PartKind.TEXT, 0, "Hi", List.of(json("{'n':1}"))),
                                        part(PartKind.REFUSAL, 1, "No"),
                                        part(PartKind.TEXT, 3, "!")))),
                row(
                        "{'item':" + reasoning + ",'type':'response.output_item.done'}",
                        new ItemDone(
                                null,
                                item(
                                        "reasoning",
                                        "r",
                                        reasoning,
                                        part(PartKind.REASONING, 0, "a"),
                                        part(PartKind.SUMMARY, 0, "b")))),
                row(
                        "{'type':'response.output_item.done','output_index':'1','item':" + call + "}",
                        new ItemDone(
                                1,
                                new ResponsesItem(
                                        "function_call",
                                        "f",
                                        "c",
                                        "n",
                                        List.of(part(PartKind.ARGUMENTS, 0, "{}")),
                                        extras("{'namespace':'s'}"),
                                        json(call))),
                        FORM),
                row(
                        "{'type':'response.output_item.done','item':{'type':'custom_tool_call','input':[1]}}",
                        new ItemDone(
                                null,
                                item(
                                        "custom_tool_call",
                                        null,
                                        "{'type':'custom_tool_call','input':[1]}",
                                        part(PartKind.INPUT, 0, "[1]"))),
                        NO_STRING),
                row(
                        "{'type':'response.output_item.done','item':{'type':'function_call'}}",
                        new ItemDone(null, item("function_call", null, "{'type':'function_call'}"))),
                row(
                        "{'type':'response.output_item.done','item':{'content':'Hi','namespace':'s'}}",
                        new ItemDone(null, item("", null, "{'content':'Hi','namespace':'s'}"))),
                row(
                        "{'type':'response.output_item.done','item':{'type':'message','content':'Hi'}}",
                        new ItemDone(
                                null,
                                item(
                                        "message",
                                        null,
                                        "{'type':'message','content':'Hi'}",
                                        part(PartKind.TEXT, 0, "Hi")))),
                row(
                        "{'type':'response.output_item.done','item':{'type':'message','content':{'type':'x'}}}",
                        new ItemDone(null, item("message", null, "{'type':'message','content':{'type':'x'}}"))),
                row(
                        "{'type':'response.content_part.done','part':{'text':'a','annotations':{'x':1}}}",
                        new Summary(new PartPlace(null, null, 0), part(PartKind.TEXT, 0, "a"), null),
                        FORM),
                row(
                        "{'type':'response.output_item.done','output_index':2}",
                        unknown("{'type':'response.output_item.done','output_index':2}")),
                row("{'type':'response.output_item.added'}", unknown("{'type':'response.output_item.added'}")),
                row(
                        "{'type':'response.content_part.added','output_index':2,'item_id':'i','content_index':3,'part':{'text':'a'}}",
                        new Piece(PartKind.TEXT, PLACE, "a", null)),
                row("{'type':'response.content_part.added','part':{'text':''}}", new Progress()),
                row("{'type':'response.content_part.added'}", new Progress()),
                row(
                        "{'type':'response.reasoning_summary_part.added','output_index':2,'item_id':'i','summary_index':3,"
                                + "'part':{'text':'a'}}",
                        new Piece(PartKind.SUMMARY, PLACE, "a", null)),
                row(
                        "{'type':'response.content_part.done','part':{'type':'reasoning_text','text':'a'}}",
                        new Summary(new PartPlace(null, null, 0), part(PartKind.REASONING, 0, "a"), null)),
                row(
                        "{'type':'response.reasoning_summary_part.done','summary_index':1,'part':{'text':'a'}}",
                        new Summary(new PartPlace(null, null, 1), part(PartKind.SUMMARY, 1, "a"), null)),
                row("{'type':'response.content_part.done','part':{'type':'x'}}", new Progress()),
                row("{'type':'response.content_part.done'}", new Progress()),
                row(
                        "{'type':'response.output_text.annotation.added','output_index':2,'item_id':'i','content_index':3,"
                                + "'annotation':{'n':1}}",
                        new Annotation(PLACE, json("{'n':1}"))),
                row(
                        "{'type':'response.output_text_annotation.added','annotation':7}",
                        unknown("{'type':'response.output_text_annotation.added','annotation':7}")),
                row("{'type':'response.audio.delta','delta':'AA'}", audio("AA", null)),
                row("{'type':'response.output_audio.delta','delta':'AA'}", audio("AA", null)),
                row("{'type':'response.audio.transcript.delta','delta':'a'}", audio(null, "a")),
                row("{'type':'response.audio_transcript.delta','delta':'a'}", audio(null, "a")),
                row("{'type':'response.output_audio_transcript.delta','delta':'a'}", audio(null, "a")),
                row("{'type':'response.completed'}", new Ended(ResponsesAnswer.EMPTY)),
                row("{'type':'response.done'}", new Ended(ResponsesAnswer.EMPTY)),
                row("{'type':'response.incomplete'}", new Ended(ResponsesAnswer.EMPTY.withStatus("incomplete"))),
                row(
                        "{'type':'response.completed','usage':{'output_tokens':1}}",
                        new Ended(ResponsesAnswer.EMPTY.withUsage(output(1))),
                        FORM),
                row(
                        "{'type':'response.completed','response':{'usage':{'output_tokens':2}},'usage':{'output_tokens':1}}",
                        new Ended(ResponsesAnswer.EMPTY.withUsage(output(2)))),
                row("{'type':'response.completed','usage':7}", new Ended(ResponsesAnswer.EMPTY), FORM),
                row(
                        "{'type':'response.output_text.delta','delta':{'a' : 1}}",
                        new Piece(PartKind.TEXT, new PartPlace(null, null, 0), "{\"a\":1}", null),
                        NO_STRING),
                row(
                        "{'type':'response.output_text.delta','delta':'a','output_index':-1,'content_index':2147483648}",
                        new Piece(PartKind.TEXT, new PartPlace(null, null, 0), "a", null)),
                row(
                        "{'type':'response.output_text.delta','delta':'a','output_index':0,'content_index':2147483647}",
                        new Piece(PartKind.TEXT, new PartPlace(0, null, 2147483647), "a", null)),
                row("[1]", unknown("[1]")));
    }

    private static Arguments row(String json, ResponsesEvent event) {
        return row(json, event, Set.of());
    }

    private static Arguments row(String json, ResponsesEvent event, Set<Deviation> noted) {
        return Arguments.of(json, event, noted);
    }

    private static Unknown unknown(String wire) {
        return new Unknown(json(wire));
    }

    private static Audio audio(@Nullable String data, @Nullable String transcript) {
        return new Audio(new AudioDelta(null, data, transcript, null, Extras.NONE));
    }

    private static TokenUsage output(long tokens) {
        return new TokenUsage(null, tokens, null, null, null, null, null, Extras.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keepalive",
                "ping",
                "codex.rate_limits",
                "response.audio.done",
                "response.output_audio.done",
                "response.web_search_call.searching",
                "response.mcp_call_arguments.delta",
                "response.mcp_list_tools.completed",
                "response.keep_alive",
                "response.image_generation_call.partial_image"
            })
    void knowsSignsOfLife(String word) {
        assertThat(read("{'type':'" + word + "'}")).isEqualTo(new Progress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"of_tomorrow", "response.of_tomorrow", "web_search_call.searching", "response.of_tomorrow.delta"
            })
    void keepsWhatItDoesNotKnow(String word) {
        assertThat(read("{'type':'" + word + "'}")).isEqualTo(unknown("{'type':'" + word + "'}"));
    }

    @Test
    void readsAWholeAnswer() {
        Ended ended = (Ended) read("{'type':'response.completed','response':{'id':'r','model':'m','created_at':7.0,"
                + "'status':'incomplete','incomplete_details':{'reason':'max_output_tokens','x':{'reason':'y'}},'service_tier':'flex',"
                + "'conversation':null,'instructions':'secret','tools':[{'id':'x','model':'y'}],'output':[{'type':'compaction'},7],'error':{'code':'c','message':'n'},"
                + "'usage':{'input_tokens':9,'output_tokens':5,'total_tokens':14,'x':1,'y':null,'input_tokens_details':"
                + "{'cached_tokens':3,'cache_write_tokens':2,'audio_tokens':1,'text_tokens':4,'image_tokens':6,'z':1},"
                + "'output_tokens_details':{'reasoning_tokens':4,'audio_tokens':1,'text_tokens':2,'z':1}}}}");
        ResponsesAnswer answer = ended.response();

        assertThat(noted).as("an element that is no item").isEqualTo(FORM);
        assertThat(answer.error()).isNotNull();
        assertThat(answer.error().code()).isEqualTo("c");
        assertThat(answer)
                .usingRecursiveComparison()
                .ignoringFields("error")
                .isEqualTo(
                        new ResponsesAnswer(
                                "r",
                                "m",
                                7L,
                                "incomplete",
                                "max_output_tokens",
                                null,
                                List.of(item("compaction", null, "{'type':'compaction'}")),
                                new TokenUsage(
                                        9L,
                                        5L,
                                        14L,
                                        new PromptTokensDetails(3L, 2L, 1L, 4L, 6L, extras("{'z':1}")),
                                        new CompletionTokensDetails(4L, 1L, 2L, null, null, extras("{'z':1}")),
                                        null,
                                        null,
                                        extras("{'x':1}")),
                                extras("{'service_tier':'flex'}"),
                                extras(
                                        "{'status':'incomplete','incomplete_details':{'reason':'max_output_tokens','x':{'reason':'y'}}}")));
    }

    @Test
    void readsUsageInTheWordsOfChatCompletions() {
        assertThat(usage("{'prompt_tokens':9,'completion_tokens':5,'prompt_tokens_details':{'cached_tokens':3},"
                        + "'completion_tokens_details':{'reasoning_tokens':4}}"))
                .isEqualTo(new TokenUsage(
                        9L,
                        5L,
                        null,
                        new PromptTokensDetails(3L, null, null, null, null, Extras.NONE),
                        new CompletionTokensDetails(4L, null, null, null, null, Extras.NONE),
                        null,
                        null,
                        Extras.NONE));
        assertThat(usage("{'input_tokens':null}")).isEqualTo(UsageNotReported.INSTANCE);
        assertThat(usage("{'output_tokens':5,'input_tokens_details':[1],'output_tokens_details':[2]}"))
                .isEqualTo(output(5));
        assertThat(noted).isEqualTo(FORM);
    }

    private Object usage(String json) {
        return ((Ended) read("{'type':'response.completed','response':{'usage':" + json + "}}"))
                .response()
                .usage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'id':'','model':'','status':'','incomplete_details':null,'error':null,'output':null,'usage':null,'created_at':null",
                "'service_tier':null"
            })
    void takesEmptyMembersForMissingOnes(String members) {
        assertThat(read("{'type':'response.completed','response':{" + members + "}}"))
                .isEqualTo(new Ended(ResponsesAnswer.EMPTY));
        assertThat(noted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'incomplete_details':7", "'output':{}", "'usage':7", "'created_at':'x'", "'id':7"})
    void namesMembersInAnotherForm(String member) {
        assertThat(read("{'type':'response.completed','response':{" + member + "}}"))
                .isEqualTo(new Ended(ResponsesAnswer.EMPTY));
        assertThat(noted).isEqualTo(FORM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'error','code':'quota','message':'Pay'}",
                "{'type':'error','error':{'code':'quota','message':'Pay'}}",
                "{'type':'error','error':{'type':'ping','code':'quota','message':'Pay'},'sequence_number':2}",
                "{'error':{'code':'quota','message':'Pay'}}",
                "{'type':'of_tomorrow','error':{'code':'quota','message':'Pay'}}",
                "{'type':'response.failed','error':{'code':'quota','message':'Pay'}}",
                "{'type':'response.failed','response':{'error':{'code':'quota','message':'Pay'}}}",
                "{'type':'response.cancelled','response':{'error':{'code':'quota','message':'Pay'}}}"
            })
    void readsAnErrorInAnyForm(String json) {
        assertThat(read(json)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error().message()).isEqualTo("Pay");
            assertThat(failed.error().code()).isEqualTo("quota");
            assertThat(failed.response() == null).isEqualTo(!json.contains("'response':"));
        });
    }

    @Test
    void takesTheNameOfTheEventForAMissingType() {
        assertThat(sequenced("response.created", "{}").event()).isEqualTo(new Progress());
        assertThat(noted).isEqualTo(FORM);
        assertThat(sequenced("response.created", "{'type':7}").event()).isEqualTo(new Progress());
        assertThat(read("{}")).isEqualTo(unknown("{}"));
        assertThat(noted).isEmpty();
        assertThat(read("{'type':'of_tomorrow','error':null}"))
                .isEqualTo(unknown("{'type':'of_tomorrow','error':null}"));
    }

    /** A payload is bounded in what it makes the reader keep, wherever it stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.completed','response':{'output':[%s]}}",
                "{'type':'response.completed','response':{%s}}",
                "{'type':'response.completed','response':{'usage':{%s}}}",
                "{'type':'response.completed','response':{'usage':{'input_tokens_details':{%s}}}}",
                "{'type':'response.completed','response':{'usage':{'output_tokens_details':{%s}}}}",
                "{'type':'response.output_item.done','item':{%s}}",
                "{'type':'response.output_item.done','item':{'type':'message','content':[%s]}}",
                "{'type':'response.content_part.done','part':{'annotations':[%s]}}"
            })
    void boundsWhatAPayloadHolds(String json) {
        String many = json.contains("[%s]") ? "{},".repeat(20_000) + "{}" : "'id':'',".repeat(20_000) + "'id':''";
        assertThatThrownBy(
                        () -> sequenced("message", json.formatted(many), StreamLimits.DEFAULT.withEventBytes(200_000)))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void readsAResponseInOnePiece() {
        assertThat(read("{'object':'response','id':'r','status':'completed'}"))
                .isEqualTo(new Ended(new ResponsesAnswer(
                        "r",
                        null,
                        null,
                        "completed",
                        null,
                        null,
                        List.of(),
                        UsageNotReported.INSTANCE,
                        Extras.NONE,
                        extras("{'status':'completed'}"))));
        assertThat(sequenced("response.created", "{'object':'response'}").event())
                .isInstanceOf(Ended.class);
    }

    @Test
    void readsLogprobsNumberAndPadding() {
        SequencedEvent read = sequenced(
                "message",
                "{'type':'response.output_text.delta','delta':'a','sequence_number':7,'obfuscation':'xy','logprobs':"
                        + "[{'token':'a','logprob':-1.5}]}");
        assertThat(read.sequence()).isEqualTo(7);
        assertThat(read.padding()).isEqualTo("xy");
        assertThat(((Piece) read.event()).logprobs()).isNotNull();
        ResponsesEventForm form = new ResponsesEventForm();
        assertThat(form.text(read)).as("no template has logprobs").isNull();
        assertThat(read)
                .isEqualTo(new SequencedEvent(read.event(), 7L, null))
                .hasSameHashCodeAs(new SequencedEvent(read.event(), 7L, null));
        assertThat(read)
                .isNotEqualTo(new SequencedEvent(read.event(), 8L, "xy"))
                .isNotEqualTo(new SequencedEvent(new Progress(), 7L, "xy"));
    }
}
