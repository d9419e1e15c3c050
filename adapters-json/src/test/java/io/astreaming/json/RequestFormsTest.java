package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.request.RequestReader;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.AudioOutput;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Moderation;
import io.astreaming.request.Parameter;
import io.astreaming.request.PromptCacheOptions;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.ToolMessage;
import io.astreaming.request.WebSearchOptions;
import io.astreaming.value.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each form that a request has on the wire, single quotes for double ones: what it is written for, and what it is read as. */
class RequestFormsTest {
    private static final JsonText SCHEMA = new JsonText("{\"type\":\"object\"}");
    private static final Extras X = new Extras(Map.of("x", new JsonText("1")));

    @ParameterizedTest(name = "{0}")
    @MethodSource({"both", "writtenAlone"})
    void writesEachFormAsTheSpecificationHasIt(String members, ChatRequest request) {
        String written = new String(Decoding.CODEC.encode(request).body(), StandardCharsets.UTF_8);
        assertThat(written).isEqualTo(wire(members));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("both")
    void readsEachFormAsWhatItWasWrittenFor(String members, ChatRequest request) {
        assertThat(RequestReader.read(new JsonText(wire(members)))).isEqualTo(request);
    }

    static Stream<Arguments> both() {
        return Stream.of(
                parameter("'temperature':0.5", r -> r.temperature(0.5)),
                parameter("'n':2", r -> r.set(Parameter.N, 2)),
                parameter("'seed':-7", r -> r.set(Parameter.SEED, -7)),
                parameter("'logprobs':true", r -> r.set(Parameter.LOGPROBS, true)),
                parameter("'logprobs':false", r -> r.set(Parameter.LOGPROBS, false)),
                parameter("'stop':['a','b']", r -> r.set(Parameter.STOP, List.of("a", "b"))),
                parameter("'modalities':['text']", r -> r.set(Parameter.MODALITIES, List.of("text"))),
                parameter("'function_call':'none'", r -> r.set(Parameter.FUNCTION_CALL, "none")),
                parameter("'function_call':'auto'", r -> r.set(Parameter.FUNCTION_CALL, "auto")),
                parameter(
                        "'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':"
                                + SCHEMA.text() + ",'strict':true},'x':1},{'type':'web','x':1}]",
                        r -> r.tool(ToolDefinition.function("f", "d", SCHEMA)
                                        .withStrict(true)
                                        .withExtra("x", new JsonText("1")))
                                .tool(new ToolDefinition.Other("web", X))),
                parameter(
                        "'tools':[{'type':'custom','custom':{'name':'c','description':'d'}},{'type':'custom',"
                                + "'custom':{'name':'c','description':'d','format':{'type':'text'}}},{'type':'custom','custom':"
                                + "{'name':'c','description':'d','format':{'type':'grammar','grammar':{'syntax':'lark','definition':'a'}}}}]",
                        r -> r.tool(ToolDefinition.custom("c", "d"))
                                .tool(ToolDefinition.custom("c", "d").withFormat(ToolDefinition.Format.TEXT))
                                .tool(ToolDefinition.custom("c", "d")
                                        .withFormat(ToolDefinition.Format.grammar("lark", "a")))),
                parameter("'tool_choice':'required'", r -> r.toolChoice(ToolChoice.REQUIRED)),
                parameter(
                        "'tool_choice':{'type':'function','function':{'name':'f'}}",
                        r -> r.toolChoice(ToolChoice.function("f"))),
                parameter(
                        "'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':["
                                + "{'type':'function','function':{'name':'f'}},{'type':'custom','custom':{'name':'c'}}]}}",
                        r -> r.toolChoice(
                                ToolChoice.allowed("auto", ToolChoice.function("f"), ToolChoice.custom("c")))),
                parameter("'response_format':{'type':'text'}", r -> r.responseFormat(ResponseFormat.TEXT)),
                parameter(
                        "'response_format':{'type':'json_schema','json_schema':{'description':'d'}}",
                        r -> r.responseFormat(new ResponseFormat.Plain(
                                "json_schema",
                                new Extras(Map.of("json_schema", new JsonText("{\"description\":\"d\"}")))))),
                parameter(
                        "'response_format':{'type':'json_schema'}",
                        r -> r.responseFormat(new ResponseFormat.Plain("json_schema", Extras.NONE))),
                parameter(
                        "'response_format':{'type':'json_object','x':1}",
                        r -> r.responseFormat(new ResponseFormat.Plain("json_object", X))),
                parameter(
                        "'response_format':{'type':'json_schema','json_schema':{'name':'n','description':'d','schema':"
                                + SCHEMA.text() + ",'strict':false}}",
                        r -> r.responseFormat(
                                ResponseFormat.jsonSchema("n", SCHEMA, false).withDescription("d"))),
                message(
                        "{'role':'user','content':'Hi','name':'n','x':1}",
                        Message.user("Hi").withName("n").withExtra("x", new JsonText("1"))),
                message("{'role':'critic','content':'Hm'}", message("critic")),
                message(
                        "{'role':'user','content':[{'type':'text','text':'a','x':1},{'type':'image_url','image_url':{'url':'u',"
                                + "'detail':'low'}},{'type':'image_url','image_url':{'url':'u'}},{'type':'input_audio','input_audio':{'data':"
                                + "'d','format':'wav'}},{'type':'file','file':{'file_id':'i'}},{'type':'file','file':{'filename':'n',"
                                + "'file_data':'d'}},{'type':'refusal','refusal':'no'},{'type':'video','x':1}]}",
                        Message.user(
                                new ContentPart.Text("a", X),
                                ContentPart.image("u").withDetail("low"),
                                ContentPart.image("u"),
                                new ContentPart.Audio("d", "wav", Extras.NONE),
                                ContentPart.file("i"),
                                new ContentPart.File(null, "n", "d", Extras.NONE),
                                new ContentPart.Refusal("no", Extras.NONE),
                                new ContentPart.Other("video", X))),
                message(
                        "{'role':'tool','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}],'tool_call_id':'c'}",
                        new ToolMessage("c", List.of(ContentPart.text("a"), ContentPart.text("b")), Extras.NONE)),
                message(
                        "{'role':'assistant','content':'a','name':'n','refusal':'r','audio':{'id':'i'},'tool_calls':["
                                + "{'id':'1','type':'function','function':{'name':'f','arguments':'{}'},'x':1},"
                                + "{'id':'2','type':'custom','custom':{'name':'c','input':'in'}}],"
                                + "'function_call':{'name':'f','arguments':'[]'}}",
                        new AssistantMessage(
                                List.of(ContentPart.text("a")),
                                "n",
                                "r",
                                List.of(
                                        new ToolCall("1", ToolCall.FUNCTION, "f", "{}", true, X),
                                        new ToolCall("2", ToolCall.CUSTOM, "c", "in", true, Extras.NONE)),
                                new FunctionCall("f", "[]", true),
                                "i",
                                Extras.NONE)),
                message(
                        "{'role':'assistant','content':null,'refusal':'r'}",
                        new AssistantMessage(List.of(), null, "r", List.of(), null, null, Extras.NONE)));
    }

    static Stream<Arguments> writtenAlone() {
        return Stream.of(
                parameter("'logit_bias':{'1':-100}", r -> r.set(Parameter.LOGIT_BIAS, Map.of("1", -100))),
                parameter("'metadata':{'a':'b'}", r -> r.set(Parameter.METADATA, Map.of("a", "b"))),
                parameter(
                        "'prediction':{'type':'content','content':'a'}",
                        r -> r.set(Parameter.PREDICTION, List.of(ContentPart.text("a")))),
                parameter(
                        "'prediction':{'type':'content','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}",
                        r -> r.set(Parameter.PREDICTION, List.of(ContentPart.text("a"), ContentPart.text("b")))),
                parameter(
                        "'audio':{'voice':'v','format':'mp3'}",
                        r -> r.set(Parameter.AUDIO, AudioOutput.of("v", "mp3"))),
                parameter(
                        "'audio':{'voice':{'id':'v'},'format':'mp3'}",
                        r -> r.set(Parameter.AUDIO, AudioOutput.ofVoiceId("v", "mp3"))),
                parameter(
                        "'web_search_options':{'search_context_size':'low'}",
                        r -> r.set(Parameter.WEB_SEARCH_OPTIONS, new WebSearchOptions("low", null))),
                parameter(
                        "'web_search_options':{'user_location':{'type':'approximate','approximate':{'city':'c','region':'r',"
                                + "'country':'NO','timezone':'t'}}}",
                        r -> r.set(
                                Parameter.WEB_SEARCH_OPTIONS,
                                new WebSearchOptions(null, new WebSearchOptions.Location("c", "r", "NO", "t")))),
                parameter(
                        "'moderation':{'model':'o','policy':{'input':{'mode':'block'},'output':{'mode':'score'}}}",
                        r -> r.set(Parameter.MODERATION, new Moderation("o", "block", "score"))),
                parameter(
                        "'moderation':{'model':'o'}",
                        r -> r.set(Parameter.MODERATION, new Moderation("o", null, null))),
                parameter(
                        "'prompt_cache_options':{'mode':'explicit','ttl':'30m'}",
                        r -> r.set(Parameter.PROMPT_CACHE_OPTIONS, new PromptCacheOptions("explicit", "30m"))),
                parameter(
                        "'functions':[{'name':'f','description':'d','parameters':" + SCHEMA.text() + "}]",
                        r -> r.set(Parameter.FUNCTIONS, List.of(ToolDefinition.function("f", "d", SCHEMA)))),
                parameter("'function_call':{'name':'f'}", r -> r.set(Parameter.FUNCTION_CALL, "f")));
    }

    @Test
    void asksForAStreamAsItIsTold() {
        assertThat(streaming(r -> r)).isEqualTo("'stream':true,'stream_options':{'include_usage':true}");
        assertThat(streaming(r -> r.includeUsage(false))).isEqualTo("'stream':true");
        assertThat(streaming(r -> r.stream(false))).isEqualTo("'stream':false");
        assertThat(streaming(r -> r.set(Parameter.INCLUDE_OBFUSCATION, false)))
                .isEqualTo("'stream':true,'stream_options':{'include_usage':true,'include_obfuscation':false}");
        assertThat(streaming(r -> r.includeUsage(false).set(Parameter.INCLUDE_OBFUSCATION, true)))
                .isEqualTo("'stream':true,'stream_options':{'include_obfuscation':true}");
    }

    @Test
    void writesNoArgumentsAsAnEmptyObject() {
        AssistantMessage blank = new AssistantMessage(
                List.of(), null, null, List.of(new ToolCall("1", "f", " ", true)), null, null, Extras.NONE);
        ChatRequest request = ChatRequest.model("m").message(blank).build();
        assertThat(new String(Decoding.CODEC.encode(request).body(), StandardCharsets.UTF_8))
                .contains("{\"name\":\"f\",\"arguments\":\"{}\"}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void saysWhatARequestLacks(String message, String json) {
        assertThatThrownBy(() -> RequestReader.read(new JsonText(json.replace('\'', '"'))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> saysWhatARequestLacks() {
        String start = "{'model':'m','messages':[";
        return Stream.of(
                Arguments.of("a request must be an object", "[]"),
                Arguments.of("a request must have a model", "{'model':7}"),
                Arguments.of("a request must have a list of messages", "{'model':'m','messages':{}}"),
                Arguments.of("a message must be an object", start + "7]}"),
                Arguments.of("a message must have a role", start + "{'role':''}]}"),
                Arguments.of("a message must have a role", start + "{}]}"),
                Arguments.of("a message of a tool must have the id of the call", start + "{'role':'tool'}]}"),
                Arguments.of(
                        "a part of a message's content must be an object", start + "{'role':'user','content':[7]}]}"),
                Arguments.of(
                        "a part of a message's content must have a type", start + "{'role':'user','content':[{}]}]}"),
                Arguments.of("a tool call must be an object", start + "{'role':'assistant','tool_calls':[7]}]}"),
                Arguments.of("a tool must be an object", start + "{'role':'user','content':'a'}],'tools':[7]}"),
                Arguments.of("a tool must have a type", start + "{'role':'user','content':'a'}],'tools':[{}]}"));
    }

    private static String streaming(UnaryOperator<ChatRequest.Builder> change) {
        ChatRequest request = change.apply(ChatRequest.model("m").user("Hi")).build();
        String written = new String(Decoding.CODEC.encode(request).body(), StandardCharsets.UTF_8).replace('"', '\'');
        return written.substring(written.indexOf("'stream'"), written.length() - 1);
    }

    private static Message message(String role) {
        return PromptMessage.of(Role.of(role), ContentPart.text("Hm"));
    }

    private static Arguments parameter(String members, UnaryOperator<ChatRequest.Builder> change) {
        return Arguments.of(
                "'messages':[{'role':'user','content':'Hi'}]," + members,
                change.apply(ChatRequest.model("m").user("Hi")).build());
    }

    private static Arguments message(String json, Message message) {
        return Arguments.of(
                "'messages':[" + json + "]",
                ChatRequest.model("m").message(message).build());
    }

    private static String wire(String members) {
        return ("{'model':'m'," + members + ",'stream':true,'stream_options':{'include_usage':true}}")
                .replace('\'', '"');
    }
}
