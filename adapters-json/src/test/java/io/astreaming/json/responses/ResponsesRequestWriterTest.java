package io.astreaming.json.responses;

import static io.astreaming.json.Requests.asking;
import static io.astreaming.json.Requests.assertWritten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.EncodedRequest;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.ToolDefinition.Format;
import io.astreaming.request.WebSearchOptions;
import io.astreaming.value.Protocol;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesRequestWriterTest {
    private static final ResponsesRequestWriter WRITER = new ResponsesRequestWriter();
    private static final JsonText SCHEMA = new JsonText("{\"type\":\"object\"}");

    @Test
    void goesToItsOwnPathWithoutHeaders() {
        EncodedRequest request = WRITER.encode(asking(r -> r));
        assertThat(request.path()).isEqualTo("/responses");
        assertThat(request.headers()).isEmpty();
    }

    @Test
    void leavesNoCopyWithTheProviderAndAsksForTheReasoningInstead() {
        assertWritten(
                WRITER,
                asking(r -> r),
                "'model':'m','input':[{'type':'message','role':'user','content':'Hi'}],'stream':true,'store':false,"
                        + "'include':['reasoning.encrypted_content'],'stream_options':null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o-mini", "openai/gpt-4.1", "gpt-3.5-turbo", "gpt-5-chat-latest"})
    void asksForNoReasoningOfModelsThatRefuseIt(String model) {
        assertWritten(WRITER, asking(r -> r.model(model)), "'store':false,'include':null");
    }

    @Test
    void storesWhenTheConversationLivesWithTheProvider() {
        assertWritten(WRITER, asking(r -> r.set(Parameter.STORE, true)), "'store':true,'include':null");
        assertWritten(
                WRITER,
                asking(r -> r.set(Parameter.PREVIOUS_RESPONSE_ID, "resp_1")),
                "'previous_response_id':'resp_1','store':null,'include':null");
        assertWritten(
                WRITER, asking(r -> r.extra("background", new JsonText("true"))), "'background':true,'store':null");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void writesEachParameterInItsForm(String members, UnaryOperator<ChatRequest.Builder> change) {
        assertWritten(WRITER, asking(change), members);
    }

    static Stream<Arguments> writesEachParameterInItsForm() {
        return Stream.of(
                row("'max_output_tokens':9,'max_tokens':null", r -> r.maxTokens(9)),
                row("'max_output_tokens':8", r -> r.maxTokens(9).set(Parameter.MAX_COMPLETION_TOKENS, 8)),
                row(
                        "'reasoning':{'effort':'low','summary':'auto'}",
                        r -> r.set(Parameter.REASONING_EFFORT, "low").set(Parameter.REASONING_SUMMARY, "auto")),
                row(
                        "'text':{'format':{'type':'json_schema','name':'n','description':'d','schema':{'type':'object'},"
                                + "'strict':true},'verbosity':'low'}",
                        r -> r.responseFormat(ResponseFormat.jsonSchema("n", SCHEMA, true)
                                        .withDescription("d"))
                                .set(Parameter.VERBOSITY, "low")),
                row("'text':{'format':{'type':'json_object'}}", r -> r.responseFormat(ResponseFormat.JSON_OBJECT)),
                row(
                        "'include':['reasoning.encrypted_content','message.output_text.logprobs'],'top_logprobs':3",
                        r -> r.set(Parameter.LOGPROBS, true).set(Parameter.TOP_LOGPROBS, 3)),
                row("'include':['reasoning.encrypted_content']", r -> r.set(Parameter.LOGPROBS, false)),
                row(
                        "'stream':false,'stream_options':null",
                        r -> r.stream(false).set(Parameter.INCLUDE_OBFUSCATION, false)),
                row("'stream_options':{'include_obfuscation':false}", r -> r.set(Parameter.INCLUDE_OBFUSCATION, false)),
                row(
                        "'n':null,'modalities':null",
                        r -> r.set(Parameter.N, 1).set(Parameter.MODALITIES, List.of("text"))),
                row(
                        "'tools':[{'type':'function','name':'f','description':'d','parameters':{'type':'object',"
                                + "'properties':{}},'strict':false},{'type':'function','name':'g','description':'d',"
                                + "'parameters':{'type':'object'},'strict':true},{'type':'mcp','server_label':'s'},"
                                + "{'type':'web_search','search_context_size':'low','user_location':"
                                + "{'type':'approximate','city':'Oslo'}}]",
                        r -> r.tool(ToolDefinition.function("f", "d"))
                                .tool(ToolDefinition.function("g", "d", SCHEMA).withStrict(true))
                                .tool(new ToolDefinition.Other(
                                        "mcp", new Extras(Map.of("server_label", JsonText.ofString("s")))))
                                .set(
                                        Parameter.WEB_SEARCH_OPTIONS,
                                        new WebSearchOptions(
                                                "low", new WebSearchOptions.Location("Oslo", null, null, null)))),
                row(
                        "'tools':[{'type':'custom','name':'c','description':'d'},{'type':'custom','name':'c',"
                                + "'description':'d','format':{'type':'text'}},{'type':'custom','name':'c','description':"
                                + "'d','format':{'type':'grammar','syntax':'lark','definition':'a'}}]",
                        r -> r.tool(ToolDefinition.custom("c", "d"))
                                .tool(ToolDefinition.custom("c", "d").withFormat(Format.TEXT))
                                .tool(ToolDefinition.custom("c", "d").withFormat(Format.grammar("lark", "a")))),
                row(
                        "'tools':[{'type':'web_search'}]",
                        r -> r.set(Parameter.WEB_SEARCH_OPTIONS, new WebSearchOptions(null, null))),
                row("'text':{'format':{'type':'text'}}", r -> r.responseFormat(ResponseFormat.TEXT)),
                row("'text':null,'reasoning':null,'tools':null,'tool_choice':null", r -> r),
                row("'tool_choice':'required'", r -> r.toolChoice(ToolChoice.REQUIRED)),
                row("'tool_choice':{'type':'function','name':'f'}", r -> r.toolChoice(ToolChoice.function("f"))),
                row(
                        "'tool_choice':{'type':'allowed_tools','mode':'auto','tools':[{'type':'custom','name':'c'}]}",
                        r -> r.toolChoice(ToolChoice.allowed("auto", ToolChoice.custom("c")))),
                row("'metadata':{'a':'b'}", r -> r.set(Parameter.METADATA, Map.of("a", "b"))),
                row(
                        "'truncation':'auto','store':true",
                        r -> r.extra("truncation", JsonText.ofString("auto")).extra("store", new JsonText("true"))));
    }

    private static Arguments row(String members, UnaryOperator<ChatRequest.Builder> change) {
        return Arguments.of(members, change);
    }

    @Test
    void refusesAParameterWithoutAPlaceAndSaysWhatToDo() {
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.set(Parameter.STOP, List.of("END")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the Responses API has no place for the parameter stop: cut the text where you read it; a"
                        + " provider that has it nevertheless gets it as an extra, with extra(...)");
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.set(Parameter.SEED, 7))))
                .hasMessageContaining("the parameter seed: unset it;");
    }

    @Test
    void refusesContentWithoutAPlace() {
        assertRefused(Message.user(ContentPart.audio("wav", new byte[1])), "sound in a message");
        assertRefused(Message.user("Hi").withName("ada"), "the name of a message");
        assertRefused(
                Message.user(new ContentPart.Refusal("no", Extras.NONE)),
                "a refusal in a message that isn't the model's");
        assertRefused(
                new AssistantMessage(List.of(ContentPart.text("a")), "ada", null, List.of(), null, null, Extras.NONE),
                "the name of a message");
        assertRefused(
                new AssistantMessage(List.of(ContentPart.image("u")), null, null, List.of(), null, null, Extras.NONE),
                "an image, a sound or a file in a message of the model");
        assertRefused(
                new AssistantMessage(List.of(), null, null, List.of(), null, "audio_1", Extras.NONE),
                "a spoken answer");
    }

    private static void assertRefused(Message message, String what) {
        assertThatThrownBy(() ->
                        WRITER.encode(ChatRequest.model("m").message(message).build()))
                .hasMessageContaining("has no place for " + what + ": ");
    }

    @Test
    void writesTheUsersPartsInTheirForm() {
        assertInput(
                "[{'type':'message','role':'developer','content':'Be short.'},{'type':'message','role':'user','content':["
                        + "{'type':'input_text','text':'a'},{'type':'input_image','image_url':'u','detail':'low'},"
                        + "{'type':'input_file','file_id':'i'},{'type':'input_file','filename':'a.pdf','file_data':"
                        + "'data:application/pdf;base64,AQ=='},{'type':'video','x':1}]}]",
                Message.developer("Be short."),
                Message.user(
                        ContentPart.text("a"),
                        ContentPart.image("u").withDetail("low"),
                        ContentPart.file("i"),
                        ContentPart.file("a.pdf", "application/pdf", new byte[] {1}),
                        new ContentPart.Other("video", new Extras(Map.of("x", new JsonText("1"))))));
    }

    @Test
    void writesAnAnswerOfAnotherProtocolAsMessageAndCalls() {
        assertInput(
                "[{'type':'message','role':'assistant','content':[{'type':'output_text','text':'Let me see.'},"
                        + "{'type':'refusal','refusal':'no'}]},{'type':'function_call','call_id':'c1','name':'f',"
                        + "'arguments':'{}'},{'type':'custom_tool_call','call_id':'c2','name':'g','input':'a'},"
                        + "{'type':'function_call_output','call_id':'c1','output':'12'},"
                        + "{'type':'custom_tool_call_output','call_id':'c2','output':'13'}]",
                new AssistantMessage(
                        List.of(ContentPart.text("Let me see.")),
                        null,
                        "no",
                        List.of(
                                new ToolCall("c1", "f", "", true),
                                new ToolCall("c2", ToolCall.CUSTOM, "g", "a", true, Extras.NONE)),
                        null,
                        null,
                        List.of(item(Protocol.MESSAGES, "thinking", "{}")),
                        new Extras(Map.of("reasoning_details", new JsonText("[]")))),
                Message.tool("c1", "12"),
                Message.tool("c2", "13"));
    }

    @Test
    void writesPartsOfTheModelThatAreRare() {
        Extras one = new Extras(Map.of("x", new JsonText("1")));
        assertInput(
                "[{'type':'message','role':'assistant','content':[{'type':'refusal','refusal':'no','x':1},{'type':'video','x':1}]},"
                        + "{'type':'message','role':'assistant','content':[],'x':1},"
                        + "{'type':'function_call','call_id':'c','name':'f','arguments':'{}','x':1}]",
                new AssistantMessage(
                        List.of(new ContentPart.Refusal("no", one), new ContentPart.Other("video", one)),
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        Extras.NONE),
                new AssistantMessage(List.of(), null, null, List.of(), null, null, one),
                new AssistantMessage(
                        List.of(),
                        null,
                        null,
                        List.of(new ToolCall("c", ToolCall.FUNCTION, "f", "{}", true, one)),
                        null,
                        null,
                        Extras.NONE));
    }

    @Test
    void pairsAFunctionInTheOlderFormWithItsResult() {
        assertInput(
                "[{'type':'function_call','call_id':'function_f','name':'f','arguments':'{}'},"
                        + "{'type':'function_call_output','call_id':'function_f','output':'12'}]",
                new AssistantMessage(
                        List.of(), null, null, List.of(), new FunctionCall("f", "{}", true), null, Extras.NONE),
                Message.function("f", "12"));
    }

    @Test
    void sendsItemsBackAsTheyCame() {
        assertInput(
                "[{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'x'},{'type':'web_search_call',"
                        + "'id':'ws_1','status':'completed'},{'type':'message','id':'msg_1','role':'assistant',"
                        + "'status':'completed','content':[{'type':'output_text','text':'Hi','logprobs':[]}]}]",
                answered(
                        item(
                                Protocol.RESPONSES,
                                "reasoning",
                                "{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'x','status':null}"),
                        item(
                                Protocol.RESPONSES,
                                "web_search_call",
                                "{'type':'web_search_call','id':'ws_1','status':'completed'}"),
                        item(
                                Protocol.RESPONSES,
                                "message",
                                "{'type':'message','id':'msg_1','role':'assistant','status':'completed','content':"
                                        + "[{'type':'output_text','text':'Hi','logprobs':[]}]}")));
    }

    @Test
    void leavesOutReasoningThatTheProviderCouldntFindAgain() {
        AssistantMessage answer = answered(
                item(Protocol.RESPONSES, "reasoning", "{'type':'reasoning','id':'rs_1','summary':[]}"),
                item(Protocol.RESPONSES, "compaction", "{'type':'compaction','encrypted_content':'y'}"));
        assertInput("[{'type':'compaction','encrypted_content':'y'}]", answer);
        assertWritten(
                WRITER,
                ChatRequest.model("m")
                        .message(answer)
                        .set(Parameter.STORE, true)
                        .build(),
                "'input':[{'type':'reasoning','id':'rs_1','summary':[]},{'type':'compaction','encrypted_content':'y'}]");
    }

    @Test
    void knowsFromTheExtrasWhetherAnswersAreStored() {
        AssistantMessage answer = answered(
                item(Protocol.RESPONSES, "reasoning", "{'type':'reasoning','id':'rs_1','encrypted_content':null}"),
                item(
                        Protocol.RESPONSES,
                        "custom_tool_call",
                        "{'type':'custom_tool_call','id':'c','status':'completed'}"));
        String call = "{'type':'custom_tool_call','id':'c'}";
        for (String store : List.of("true", "false")) {
            ChatRequest request = ChatRequest.model("m")
                    .message(answer)
                    .extra("store", new JsonText(store))
                    .build();
            String reasoning = store.equals("true") ? "{'type':'reasoning','id':'rs_1','encrypted_content':null}," : "";
            assertWritten(WRITER, request, "'store':" + store + ",'input':[" + reasoning + call + "]");
        }
    }

    @Test
    void numbersRepeatedIdsOfCallsInPairs() {
        AssistantMessage calling = new AssistantMessage(
                List.of(), null, null, List.of(new ToolCall("call_0", "f", "{}", true)), null, null, Extras.NONE);
        AssistantMessage own = answered(item(
                Protocol.RESPONSES,
                "function_call",
                "{'type':'function_call','call_id':'call_0','name':'f','arguments':'{}'}"));
        assertInput(
                "[{'type':'function_call','call_id':'call_0','name':'f','arguments':'{}'},"
                        + "{'type':'function_call_output','call_id':'call_0','output':'1'},"
                        + "{'type':'function_call','call_id':'call_0_2','name':'f','arguments':'{}'},"
                        + "{'type':'function_call_output','call_id':'call_0_2','output':'2'}]",
                calling,
                Message.tool("call_0", "1"),
                own,
                Message.tool("call_0", "2"));
    }

    @Test
    void givesAResultToTheCallOfTheLatestAnswer() {
        AssistantMessage calling = new AssistantMessage(
                List.of(), null, null, List.of(new ToolCall("call_0", "f", "{}", true)), null, null, Extras.NONE);
        assertInput(
                "[{'type':'function_call','call_id':'call_0','name':'f','arguments':'{}'},"
                        + "{'type':'function_call','call_id':'call_0_2','name':'f','arguments':'{}'},"
                        + "{'type':'function_call_output','call_id':'call_0_2','output':'1'}]",
                calling,
                calling,
                Message.tool("call_0", "1"));
    }

    private static void assertInput(String input, Message... conversation) {
        assertWritten(
                WRITER, ChatRequest.model("m").messages(List.of(conversation)).build(), "'input':" + input);
    }

    private static AnswerItem item(Protocol protocol, String type, String wire) {
        return new AnswerItem(protocol, 0, type, new JsonText(wire.replace('\'', '"')));
    }

    private static AssistantMessage answered(AnswerItem... items) {
        return new AssistantMessage(
                List.of(ContentPart.text("not sent")), null, null, List.of(), null, null, List.of(items), Extras.NONE);
    }
}
