package io.astreaming.json.messages;

import static io.astreaming.json.Requests.asking;
import static io.astreaming.json.Requests.assertWritten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.JsonbMessagesCodec;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.EncodedRequest;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.ToolMessage;
import io.astreaming.request.WebSearchOptions;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesRequestWriterTest {
    private static final MessagesRequestWriter WRITER = new MessagesRequestWriter();
    private static final JsonText SCHEMA = new JsonText("{\"type\":\"object\"}");
    private static final Extras ONE = new Extras(Map.of("x", new JsonText("1")));
    private static final JsonText CACHED = new JsonText("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}");

    @Test
    void goesToItsOwnPathWithTheVersion() {
        EncodedRequest request = WRITER.encode(asking(r -> r));
        assertThat(request.path()).isEqualTo("/messages");
        assertThat(request.headers()).isEqualTo(Map.of("anthropic-version", "2023-06-01"));
        assertWritten(
                WRITER,
                asking(r -> r),
                "'model':'m','messages':[{'role':'user','content':'Hi'}],'max_tokens':32000,'stream':true,'system':null,"
                        + "'thinking':null,'output_config':null");
    }

    @Test
    void writesTheModelIntoThePathForVertex() {
        JsonbMessagesCodec vertex = new JsonbMessagesCodec().forVertex();
        ChatRequest request = asking(r -> r.model("claude-opus-4-1@20250805"));
        assertThat(vertex.encode(request).path()).isEqualTo("/models/claude-opus-4-1@20250805:streamRawPredict");
        assertThat(vertex.encode(request).headers()).isEmpty();
        assertWritten(vertex, request, "'model':null,'anthropic_version':'vertex-2023-10-16','stream':true");
        assertThat(vertex.encode(asking(r -> r.model("claude").stream(false))).path())
                .isEqualTo("/models/claude:rawPredict");
    }

    @Test
    void namesTheBetasThatItNeeds() {
        EncodedRequest request = WRITER.encode(ChatRequest.model("m")
                .message(Message.user(ContentPart.file("file_1")))
                .tool(new ToolDefinition.Other("computer_20251124", Extras.NONE))
                .build());
        assertThat(request.headers().get("anthropic-beta")).isEqualTo("computer-use-2025-11-24,files-api-2025-04-14");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void writesEachParameterInItsForm(String members, UnaryOperator<ChatRequest.Builder> change) {
        assertWritten(WRITER, asking(change), members);
    }

    static Stream<Arguments> writesEachParameterInItsForm() {
        return Stream.of(
                row("'max_tokens':9", r -> r.maxTokens(9)),
                row("'max_tokens':8", r -> r.maxTokens(9).set(Parameter.MAX_COMPLETION_TOKENS, 8)),
                row("'stop_sequences':['END']", r -> r.set(Parameter.STOP, List.of("END"))),
                row("'temperature':0.5,'top_k':40", r -> r.temperature(0.5).extra("top_k", new JsonText("40"))),
                row("'metadata':{'user_id':'a'}", r -> r.set(Parameter.USER, "a")),
                row(
                        "'metadata':{'user_id':'b'}",
                        r -> r.set(Parameter.USER, "a").set(Parameter.SAFETY_IDENTIFIER, "b")),
                row("'stream':false", r -> r.stream(false)),
                row(
                        "'verbosity':null,'store':null,'prompt_cache_key':null,'n':null,'logprobs':null",
                        r -> r.set(Parameter.VERBOSITY, "low")
                                .set(Parameter.STORE, true)
                                .set(Parameter.PROMPT_CACHE_KEY, "k")
                                .set(Parameter.N, 1)
                                .set(Parameter.LOGPROBS, false)),
                row(
                        "'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}",
                        r -> r.responseFormat(ResponseFormat.jsonSchema("n", SCHEMA, true))),
                row("'output_config':null", r -> r.responseFormat(ResponseFormat.TEXT)),
                row(
                        "'output_config':{'format':{'type':'of_tomorrow','x':1}}",
                        r -> r.responseFormat(new ResponseFormat.Plain("of_tomorrow", ONE))),
                row("'modalities':null", r -> r.set(Parameter.MODALITIES, List.of("text"))),
                row(
                        "'tools':[{'type':'web_search_20250305','name':'web_search'}]",
                        r -> r.set(Parameter.WEB_SEARCH_OPTIONS, new WebSearchOptions(null, null))),
                row(
                        "'tool_choice':{'type':'any','disable_parallel_tool_use':false}",
                        r -> tools(r).toolChoice(ToolChoice.REQUIRED).set(Parameter.PARALLEL_TOOL_CALLS, true)),
                row(
                        "'tools':null",
                        r -> r.tool(new ToolDefinition.Other("bash_20250124", Extras.NONE))
                                .toolChoice(ToolChoice.allowed("auto", ToolChoice.function("f")))),
                row(
                        "'tools':[{'name':'f','description':'d','input_schema':{'type':'object','properties':{}}},"
                                + "{'name':'g','description':'d','input_schema':{'type':'object'},'strict':true,"
                                + "'cache_control':{'type':'ephemeral','ttl':'1h'}},{'type':'bash_20250124','name':'bash'},"
                                + "{'type':'web_search_20250305','name':'web_search','user_location':"
                                + "{'type':'approximate','city':'Oslo'}}],'tool_choice':null",
                        r -> r.tool(ToolDefinition.function("f", "d"))
                                .tool(ToolDefinition.function("g", "d", SCHEMA)
                                        .withStrict(true)
                                        .withExtra("cache_control", CACHED))
                                .tool(new ToolDefinition.Other(
                                        "bash_20250124", new Extras(Map.of("name", JsonText.ofString("bash")))))
                                .set(
                                        Parameter.WEB_SEARCH_OPTIONS,
                                        new WebSearchOptions(
                                                null, new WebSearchOptions.Location("Oslo", null, null, null)))),
                row("'tool_choice':{'type':'any'}", r -> r.toolChoice(ToolChoice.REQUIRED)),
                row(
                        "'tool_choice':{'type':'none'}",
                        r -> tools(r).toolChoice(ToolChoice.NONE).set(Parameter.PARALLEL_TOOL_CALLS, false)),
                row(
                        "'tool_choice':{'type':'tool','name':'f','disable_parallel_tool_use':true}",
                        r -> tools(r).toolChoice(ToolChoice.function("f")).set(Parameter.PARALLEL_TOOL_CALLS, false)),
                row(
                        "'tool_choice':{'type':'auto','disable_parallel_tool_use':true}",
                        r -> tools(r).set(Parameter.PARALLEL_TOOL_CALLS, false)),
                row("'tool_choice':null", r -> tools(r).set(Parameter.PARALLEL_TOOL_CALLS, true)),
                row("'tool_choice':null", r -> r.set(Parameter.PARALLEL_TOOL_CALLS, false)),
                row(
                        "'tool_choice':{'type':'any'},'tools':[{'name':'f','description':'d','input_schema':"
                                + "{'type':'object','properties':{}}}]",
                        r -> tools(r).toolChoice(ToolChoice.allowed("required", ToolChoice.function("f")))));
    }

    private static ChatRequest.Builder tools(ChatRequest.Builder request) {
        return request.tool(ToolDefinition.function("f", "d")).tool(ToolDefinition.function("g", "d"));
    }

    private static Arguments row(String members, UnaryOperator<ChatRequest.Builder> change) {
        return Arguments.of(members, change);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-opus-4-6",
                "claude-sonnet-5",
                "anthropic/claude-sonnet-4.6",
                "us.anthropic.claude-opus-4-7-v1:0",
                "claude-next"
            })
    void tellsNewerModelsAnEffortAndAsksToSeeTheThinking(String model) {
        assertWritten(
                WRITER,
                asking(r -> r.model(model).set(Parameter.REASONING_EFFORT, "minimal")),
                "'thinking':{'type':'adaptive','display':'summarized'},'output_config':{'effort':'low'}");
        assertWritten(
                WRITER,
                asking(r -> r.model(model).set(Parameter.REASONING_SUMMARY, "auto")),
                "'thinking':{'type':'adaptive','display':'summarized'},'output_config':null");
    }

    @ParameterizedTest
    @CsvSource({
        "claude-3-7-sonnet-20250219, low, 2000",
        "claude-opus-4-20250514, medium, 5000",
        "claude-opus-4-1@20250805, high, 8000",
        "anthropic/claude-sonnet-4.5, max, 9500",
        "claude-haiku-4-5-20251001, minimal, 1024",
        "MiniMax-M2, low, 2000"
    })
    void tellsOlderModelsANumberOfTokens(String model, String effort, int budget) {
        assertWritten(
                WRITER,
                asking(r -> r.model(model).maxTokens(10_000).set(Parameter.REASONING_EFFORT, effort)),
                "'thinking':{'type':'enabled','budget_tokens':" + budget + "},'output_config':null");
    }

    @Test
    void turnsThinkingOffAndTakesABudget() {
        assertWritten(
                WRITER,
                asking(r -> r.set(Parameter.REASONING_EFFORT, "none")),
                "'thinking':{'type':'disabled'},'output_config':null");
        assertWritten(WRITER, asking(r -> r.set(Parameter.THINKING_BUDGET, 0)), "'thinking':{'type':'disabled'}");
        assertWritten(
                WRITER,
                asking(r -> r.set(Parameter.THINKING_BUDGET, 2048)),
                "'thinking':{'type':'enabled','budget_tokens':2048}");
    }

    @Test
    void takesAnEffortBesideABudget() {
        assertWritten(
                WRITER,
                asking(r -> r.model("claude-sonnet-5")
                        .set(Parameter.REASONING_EFFORT, "high")
                        .set(Parameter.THINKING_BUDGET, 2048)),
                "'thinking':{'type':'enabled','budget_tokens':2048},'output_config':{'effort':'high'}");
        assertWritten(
                WRITER,
                asking(r -> r.model("claude-haiku-4-5").set(Parameter.REASONING_SUMMARY, "auto")),
                "'thinking':null,'output_config':null");
    }

    @Test
    void refusesAParameterWithoutAPlaceAndSaysWhatToDo() {
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.set(Parameter.SEED, 7))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the Messages API has no place for the parameter seed: unset it; a provider that has it"
                        + " nevertheless gets it as an extra, with extra(...)");
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.responseFormat(ResponseFormat.JSON_OBJECT))))
                .hasMessageContaining("the response format json_object: give a schema");
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.tool(ToolDefinition.custom("c", "d")))))
                .hasMessageContaining("the custom tool c: define a function");
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.toolChoice(ToolChoice.custom("c")))))
                .hasMessageContaining("the choice of a custom tool: choose a function");
    }

    @Test
    void refusesFormsWithoutWhatTheApiNeeds() {
        assertThatThrownBy(() -> WRITER.encode(asking(
                        r -> r.responseFormat(new ResponseFormat.JsonSchema("n", null, null, null, Extras.NONE)))))
                .hasMessageContaining("a response format without its schema: give the schema");
        assertThatThrownBy(() -> WRITER.encode(
                        asking(r -> r.set(Parameter.WEB_SEARCH_OPTIONS, new WebSearchOptions("low", null)))))
                .hasMessageContaining("search_context_size of web_search_options: ");
    }

    @Test
    void takesMessagesFromTheExtras() {
        assertWritten(
                WRITER,
                ChatRequest.model("m")
                        .system("Be short.")
                        .extra("messages", new JsonText("[]"))
                        .build(),
                "'system':'Be short.','messages':[]");
    }

    @Test
    void refusesContentWithoutAPlace() {
        assertRefused(Message.user(ContentPart.audio("wav", new byte[1])), "sound in a message");
        assertRefused(Message.user("Hi").withName("ada"), "the name of a message");
        assertRefused(Message.user(ContentPart.image("u").withDetail("low")), "the detail of an image");
        assertRefused(
                Message.user(new ContentPart.File(null, "a", "AQID", Extras.NONE)), "a file without its media type");
        assertRefused(
                Message.user(new ContentPart.File(null, "a", "data:text/plain;base64,!", Extras.NONE)),
                "a file whose data isn't Base64");
        assertRefused(
                new AssistantMessage(List.of(), null, null, List.of(), null, "audio_1", Extras.NONE),
                "a spoken answer");
        assertRefused(
                new AssistantMessage(List.of(ContentPart.text("a")), "ada", null, List.of(), null, null, Extras.NONE),
                "the name of a message");
        assertRefused(
                new AssistantMessage(
                        List.of(),
                        null,
                        null,
                        List.of(new ToolCall("c", ToolCall.CUSTOM, "g", "a", true, Extras.NONE)),
                        null,
                        null,
                        Extras.NONE),
                "the call of the custom tool g");
        assertRefused(Message.system("a").withName("ada"), "the name of a message");
        assertRefused(calling("c1", "[1]"), "arguments that are no JSON object, as those of the call of f");
        assertRefused(calling("c1", "{\"a\":"), "arguments that are no JSON object, as those of the call of f");
    }

    @Test
    void refusesAConversationOfInstructionsAlone() {
        String nothing = "a conversation of instructions alone";
        assertRefused(Message.system("Be short."), nothing);
        assertRefused(Message.user(""), nothing);
    }

    private static void assertRefused(Message message, String what) {
        assertThatThrownBy(() ->
                        WRITER.encode(ChatRequest.model("m").message(message).build()))
                .hasMessageContaining("has no place for " + what + ": ");
    }

    @Test
    void movesInstructionsBeforeTheFirstMessageToTheSystemPrompt() {
        ChatRequest one = ChatRequest.model("m")
                .system("Be short.")
                .user("Hi")
                .system("Now be long.")
                .build();
        assertWritten(
                WRITER,
                one,
                "'system':'Be short.','messages':[{'role':'user','content':'Hi'},"
                        + "{'role':'system','content':'Now be long.'}]");
        ChatRequest several = ChatRequest.model("m")
                .system("Be short.")
                .message(PromptMessage.of(
                        Role.DEVELOPER, ContentPart.text("Be kind.").withCacheBreakpoint()))
                .message(Message.system("Be quick.").withExtra("cache_control", CACHED))
                .user("Hi")
                .build();
        assertWritten(
                WRITER,
                several,
                "'system':[{'type':'text','text':'Be short.'},{'type':'text','text':'Be kind.','cache_control':"
                        + "{'type':'ephemeral'}},{'type':'text','text':'Be quick.','cache_control':"
                        + "{'type':'ephemeral','ttl':'1h'}}]");
    }

    @Test
    void writesTheUsersPartsAsBlocks() {
        assertMessages(
                "[{'role':'user','content':[{'type':'text','text':'a'},{'type':'image','source':{'type':'url','url':'u'}},"
                        + "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AQ=='}},"
                        + "{'type':'document','title':'a.pdf','source':{'type':'base64','media_type':'application/pdf',"
                        + "'data':'AQ=='}},{'type':'document','title':'a.txt','source':{'type':'text','media_type':"
                        + "'text/plain','data':'Hi'}},{'type':'search_result','x':1}]}]",
                Message.user(
                        ContentPart.text("a"),
                        ContentPart.text(" "),
                        ContentPart.image("u"),
                        ContentPart.image("image/png", new byte[] {1}),
                        ContentPart.file("a.pdf", "application/pdf", new byte[] {1}),
                        ContentPart.file("a.txt", "text/plain", new byte[] {'H', 'i'}),
                        new ContentPart.Other("search_result", new Extras(Map.of("x", new JsonText("1"))))));
    }

    @Test
    void writesPartsThatAreRare() {
        assertMessages(
                "[{'role':'user','content':[{'type':'text','text':'no'},{'type':'image','source':{'type':'url','url':'u'}},"
                        + "{'type':'document','source':{'type':'file','file_id':'f'}},"
                        + "{'type':'text','text':'a','cache_control':{'type':'ephemeral','ttl':'1h'}}]}]",
                Message.user(
                        new ContentPart.Refusal("no", Extras.NONE),
                        ContentPart.image("u").withDetail("auto"),
                        ContentPart.file("f"),
                        ContentPart.text("a").withExtra("cache_control", CACHED).withCacheBreakpoint()));
    }

    @Test
    void writesResultsWithoutContent() {
        assertMessages(
                "[{'role':'user','content':[{'type':'tool_result','tool_use_id':'c'},"
                        + "{'type':'tool_result','tool_use_id':'d'}]}]",
                new ToolMessage("c", List.of(), Extras.NONE),
                new ToolMessage("d", List.of(ContentPart.text(" "), ContentPart.text("")), Extras.NONE));
    }

    @Test
    void keepsMessagesWithMembersOfTheirOwnApart() {
        assertMessages(
                "[{'role':'user','content':[{'type':'tool_result','tool_use_id':'c','content':'1'}]},"
                        + "{'role':'user','content':'a','x':1}]",
                Message.tool("c", "1"),
                Message.user("a").withExtra("x", new JsonText("1")));
        assertMessages(
                "[{'role':'user','content':[{'type':'tool_result','tool_use_id':'c','content':'1'}]},"
                        + "{'role':'system','content':'a'}]",
                Message.tool("c", "1"),
                Message.system("a"));
    }

    @Test
    void keepsTheEndOfWhatTheUserSays() {
        assertMessages("[{'role':'user','content':'Hi '}]", Message.user("Hi "));
    }

    @Test
    void writesInstructionsInPartsAsBlocks() {
        assertWritten(
                WRITER,
                ChatRequest.model("m")
                        .message(PromptMessage.of(Role.SYSTEM, ContentPart.text("a"), ContentPart.text("b")))
                        .user("Hi")
                        .build(),
                "'system':[{'type':'text','text':'a'},{'type':'text','text':'b'}]");
        assertWritten(
                WRITER,
                ChatRequest.model("m")
                        .message(PromptMessage.of(Role.SYSTEM, ContentPart.text(" "), ContentPart.text("")))
                        .user("Hi")
                        .build(),
                "'system':null");
    }

    @Test
    void changesNoIdButThatOfACall() {
        assertMessages(
                "[{'role':'assistant','content':[{'type':'tool_use','id':'c','name':'f','input':{}},"
                        + "{'type':'text','text':'tool_use','id':'c','x':'tool_use'},{'type':'tool_use','name':'tool_use'}]}]",
                answered(
                        "{'type':'tool_use','id':'c','name':'f','input':{}}",
                        "{'type':'text','text':'tool_use','id':'c','x':'tool_use'}",
                        "{'type':'tool_use','name':'tool_use'}"));
    }

    @Test
    void putsAllResultsOfAnAnswerIntoOneMessageBeforeItsText() {
        assertMessages(
                "[{'role':'assistant','content':[{'type':'text','text':'Let me see.'},{'type':'tool_use','id':'c1',"
                        + "'name':'f','input':{}},{'type':'tool_use','id':'c2','name':'f','input':{'a':1}}]},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'c1','content':'12'},"
                        + "{'type':'tool_result','tool_use_id':'c2','content':[{'type':'text','text':'x'},"
                        + "{'type':'image','source':{'type':'url','url':'u'}}],'is_error':true},"
                        + "{'type':'text','text':'And?'}]},{'role':'user','content':'Well?'}]",
                new AssistantMessage(
                        List.of(ContentPart.text("Let me see.")),
                        null,
                        null,
                        List.of(new ToolCall("c1", "f", "", true), new ToolCall("c2", "f", "{\"a\": 1}", true)),
                        null,
                        null,
                        Extras.NONE),
                Message.tool("c1", "12"),
                new ToolMessage("c2", List.of(ContentPart.text("x"), ContentPart.image("u")), Extras.NONE)
                        .withExtra("is_error", new JsonText("true")),
                Message.user("And?"),
                Message.user("Well?"));
    }

    @Test
    void putsAResultThatComesLateBeforeTheText() {
        assertMessages(
                "[{'role':'assistant','content':[{'type':'tool_use','id':'c1','name':'f','input':{}}]},{'role':'user',"
                        + "'content':[{'type':'tool_result','tool_use_id':'c1','content':'12'},{'type':'text','text':'And?'}]}]",
                calling("c1", "{}"),
                Message.user("And?"),
                Message.tool("c1", "12"));
    }

    @Test
    void pairsAFunctionInTheOlderFormWithItsResult() {
        assertMessages(
                "[{'role':'assistant','content':[{'type':'text','text':'no'},{'type':'tool_use','id':'function_f',"
                        + "'name':'f','input':{}}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':"
                        + "'function_f','content':'12'}]}]",
                new AssistantMessage(
                        List.of(), null, "no", List.of(), new FunctionCall("f", "{}", true), null, Extras.NONE),
                Message.function("f", "12"));
    }

    @Test
    void writesIdsThatTheApiAcceptsAndNumbersRepeatedOnesInPairs() {
        assertMessages(
                "[{'role':'assistant','content':[{'type':'tool_use','id':'terminal_0','name':'f','input':{}}]},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'terminal_0','content':'1'}]},"
                        + "{'role':'assistant','content':[{'type':'tool_use','id':'terminal_0_2','name':'f','input':{}}]},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'terminal_0_2','content':'2'}]}]",
                calling("terminal:0", "{}"),
                Message.tool("terminal:0", "1"),
                calling("terminal:0", "{}"),
                Message.tool("terminal:0", "2"));
    }

    @Test
    void givesAResultToTheCallOfTheLatestAnswer() {
        assertMessages(
                "[{'role':'assistant','content':[{'type':'tool_use','id':'c','name':'f','input':{}}]},"
                        + "{'role':'assistant','content':[{'type':'tool_use','id':'c_2','name':'f','input':{}}]},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'c_2','content':'1'}]}]",
                calling("c", "{}"),
                calling("c", "{}"),
                Message.tool("c", "1"));
    }

    @Test
    void sendsBlocksBackAsTheyCame() {
        assertMessages(
                "[{'role':'assistant','content':[{'type':'thinking','thinking':'','signature':'s'},{'type':'tool_use',"
                        + "'id':'c1','name':'f','input':{'a':1.0}}]},{'role':'user','content':[{'type':'tool_result',"
                        + "'tool_use_id':'c1','content':'1'}]},{'role':'assistant','content':[{'type':'tool_use',"
                        + "'id':'c1_2','name':'f','input':{}}]}]",
                answered(
                        "{'type':'thinking','thinking':'','signature':'s'}",
                        "{'type':'tool_use','id':'c1','name':'f','input':{'a':1.0}}"),
                Message.tool("c1", "1"),
                answered("{'type':'tool_use','id':'c1','name':'f','input':{}}"));
    }

    @Test
    void removesWhiteSpaceAtTheEndOfTheTextToBeContinued() {
        assertMessages(
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':'My answer:'}]",
                Message.user("Hi"),
                Message.assistant("My answer: "));
    }

    @Test
    void leavesOutMessagesWithoutContent() {
        assertMessages(
                "[{'role':'user','content':'Hi'}]", Message.user("Hi"), Message.assistant(""), Message.user(" "));
    }

    private static void assertMessages(String messages, Message... conversation) {
        assertWritten(
                WRITER, ChatRequest.model("m").messages(List.of(conversation)).build(), "'messages':" + messages);
    }

    private static AssistantMessage calling(String id, String arguments) {
        return new AssistantMessage(
                List.of(), null, null, List.of(new ToolCall(id, "f", arguments, true)), null, null, Extras.NONE);
    }

    private static AssistantMessage answered(String... blocks) {
        List<AnswerItem> items = Stream.of(blocks)
                .map(block -> new AnswerItem(Protocol.MESSAGES, 0, "", new JsonText(block.replace('\'', '"'))))
                .toList();
        return new AssistantMessage(
                List.of(ContentPart.text("not sent")), null, null, List.of(), null, null, items, Extras.NONE);
    }
}
