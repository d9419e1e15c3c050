package io.astreaming.json.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.Requests;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.testing.JsonValues;
import io.astreaming.testing.RecordedRequests;
import io.astreaming.value.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesRequestReaderTest {
    private static final ResponsesRequestWriter WRITER = new ResponsesRequestWriter();

    @ParameterizedTest
    @MethodSource("recorded")
    void writesARecordedRequestAsItWasRead(Path file) throws IOException {
        JsonText given = new JsonText(Files.readString(file));
        ChatRequest read = ResponsesRequestReader.read(given);
        assertThat(JsonValues.of(Requests.written(WRITER, read))).isEqualTo(JsonValues.of(given.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'input':'Hi'",
                "'input':'Hi','reasoning':{'effort':'high','summary':' '},'text':{'format':{'type':'text'},'verbosity':''}",
                "'input':[{'role':'user','content':'Hi','type':true}]",
                "'input':[{'type':'message','role':'function','content':'a'},{'type':'message','role':'tool','content':'b'}]",
                "'input':[{'role':'user','content':'Hi'},{'id':'msg_1'},{'type':'message','role':'user'}],'store':true",
                "'input':[{'role':'user','content':[{'type':'input_text'},{'type':'input_image','file_id':'f','detail':'low'},"
                        + "{'type':'input_file','file_url':'u'},{'type':'input_image','image_url':'u','detail':'low'},"
                        + "{'type':'input_file','filename':'a','file_data':'d'},{'type':'input_file','file_id':'i'}]}]",
                "'input':[{'type':'custom_tool_call','call_id':'c','name':'f','input':'x'},{'type':'custom_tool_call_output',"
                        + "'call_id':'c','output':[{'type':'input_text','text':'a'}]}]",
                "'input':[{'type':'custom_tool_call_output','call_id':'c','output':'a'},{'type':'computer_call_output',"
                        + "'call_id':'d','output':{'type':'computer_screenshot'}},{'type':'shell_call_output','output':[]}]",
                "'input':'Hi','tools':[{'type':'function','name':'f'},{'type':'function','name':'g','parameters':null,"
                        + "'strict':null},{'type':'custom','name':'c','format':{'type':'text'}},{'type':'custom','name':'c',"
                        + "'format':{'type':'grammar','syntax':'lark','definition':'a'}},{'type':'custom','name':'c','format':"
                        + "{'type':'grammar','syntax':'lark','definition':'a','x':1}}]",
                "'input':'Hi','tools':[],'tool_choice':{'type':'mcp','server_label':'s'},'text':{},'reasoning':{}",
                "'input':'Hi','tool_choice':{'type':'allowed_tools','mode':'auto','tools':[{'type':'function','name':'f'},"
                        + "{'type':'web_search'}]},'text':{'format':{'type':'json_schema','name':'n','schema':{}},'x':1}",
                "'input':'Hi','text':{'verbosity':'low'},'reasoning':{'effort':'low','summary':null},'stream_options':{}",
                "'input':'Hi','max_output_tokens':1.5,'temperature':'hot','include':null,'store':null,'stream':false"
            })
    void keepsEachForm(String members) {
        JsonText given = new JsonText(("{'model':'m'," + members + "}").replace('\'', '"'));
        assertThat(JsonValues.of(Requests.written(WRITER, ResponsesRequestReader.read(given))))
                .isEqualTo(JsonValues.of(given.text()));
    }

    @Test
    void readsEachPartToolAndFormThatTheModelHas() {
        ChatRequest read =
                ResponsesRequestReader.read(new JsonText(("{'model':'m','store':false,'include':[],'temperature':0.5,"
                                + "'input':[{'type':'message','role':'developer','content':[{'type':'input_text','text':'a','x':1},"
                                + "{'type':'input_image','image_url':'u','detail':'low'},{'type':'input_file','filename':'n','file_data':'d'},"
                                + "{'type':'input_file','file_id':'f'},{'type':'video','x':1}]},"
                                + "{'type':'custom_tool_call','call_id':'c','name':'g','input':'in'},"
                                + "{'type':'message','role':'assistant','content':[{'type':'refusal','refusal':'no'}]},"
                                + "{'type':'custom_tool_call_output','call_id':'c','output':'out'},{'role':'assistant','content':'Hi'}],"
                                + "'tools':[{'type':'custom','name':'c','format':{'type':'text'}},{'type':'custom','name':'d','format':"
                                + "{'type':'grammar','syntax':'lark','definition':'a'}},{'type':'function','name':'f'},"
                                + "{'type':'custom','x':1}],'tool_choice':{'type':'allowed_tools','mode':'auto','tools':["
                                + "{'type':'custom','name':'c'}]},'text':{'format':{'type':'json_object'}}}")
                        .replace('\'', '"')));
        Extras one = new Extras(Map.of("x", new JsonText("1")));

        assertThat(read.messages())
                .extracting(Message::role)
                .containsExactly(Role.DEVELOPER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
        assertThat(read.messages().get(0).content())
                .containsExactly(
                        new ContentPart.Text("a", one),
                        ContentPart.image("u").withDetail("low"),
                        new ContentPart.File(null, "n", "d", Extras.NONE),
                        ContentPart.file("f"),
                        new ContentPart.Other("video", one));
        AssistantMessage answer = (AssistantMessage) read.messages().get(1);
        assertThat(answer.toolCalls())
                .containsExactly(new ToolCall("c", ToolCall.CUSTOM, "g", "in", true, Extras.NONE));
        assertThat(answer.content()).containsExactly(new ContentPart.Refusal("no", Extras.NONE));
        assertThat(read.messages().get(2)).isEqualTo(Message.tool("c", "out"));
        assertThat(read.messages().get(3).content()).as("of this answer alone").containsExactly(ContentPart.text("Hi"));
        assertThat(((AssistantMessage) read.messages().get(3)).toolCalls()).isEmpty();
        assertThat(read.tools().subList(0, 2))
                .containsExactly(
                        new ToolDefinition.Custom("c", null, ToolDefinition.Format.TEXT, Extras.NONE),
                        new ToolDefinition.Custom("d", null, ToolDefinition.Format.grammar("lark", "a"), Extras.NONE));
        assertThat(read.tools().get(2)).isInstanceOf(ToolDefinition.Function.class);
        assertThat(read.tools().get(3)).isEqualTo(new ToolDefinition.Other("custom", one));
        assertThat(read.get(Parameter.TOOL_CHOICE)).isEqualTo(ToolChoice.allowed("auto", ToolChoice.custom("c")));
        assertThat(read.get(Parameter.RESPONSE_FORMAT)).isEqualTo(ResponseFormat.JSON_OBJECT);
        assertThat(read.get(Parameter.STORE)).isFalse();
        assertThat(read.get(Parameter.TEMPERATURE)).isEqualTo(0.5);
        assertThat(read.extras().members()).containsOnlyKeys("include", "stream");
    }

    @Test
    void readsWordsOfTheReasoningAndTheText() {
        assertThat(read("'reasoning':{'effort':'low'}").get(Parameter.REASONING_EFFORT))
                .isEqualTo("low");
        assertThat(read("'reasoning':{'summary':'auto'}").get(Parameter.REASONING_SUMMARY))
                .isEqualTo("auto");
        assertThat(read("'reasoning':{'effort':'low'},'stream_options':{'include_obfuscation':false}")
                        .extras()
                        .members())
                .doesNotContainKeys("reasoning", "stream_options");
        assertThat(read("'reasoning':{'effort':'low','x':1}").get(Parameter.REASONING_EFFORT))
                .isNull();
        assertThat(read("'text':{'verbosity':'low'}").get(Parameter.VERBOSITY)).isEqualTo("low");
        assertThat(read("'text':{'verbosity':'low','x':1}").get(Parameter.VERBOSITY))
                .isNull();
        assertThat(read("'tool_choice':'auto'").get(Parameter.TOOL_CHOICE)).isEqualTo(ToolChoice.AUTO);
        assertThat(read("'tool_choice':{'type':'custom','name':'c'}").get(Parameter.TOOL_CHOICE))
                .isEqualTo(ToolChoice.custom("c"));
        for (String other : List.of("7", "' '", "{'type':'web','name':'c'}", "{'type':'custom','name':' '}")) {
            assertThat(read("'tool_choice':" + other).get(Parameter.TOOL_CHOICE))
                    .isNull();
        }
    }

    private static ChatRequest read(String members) {
        return ResponsesRequestReader.read(
                new JsonText(("{'model':'m','input':'Hi'," + members + "}").replace('\'', '"')));
    }

    @Test
    void readsIntoTheModelWhatTheModelHas() {
        ChatRequest read = ResponsesRequestReader.read(new JsonText(("{'model':'m','max_output_tokens':9,"
                        + "'previous_response_id':'resp_1','reasoning':{'effort':'low','summary':'auto'},"
                        + "'text':{'format':{'type':'json_schema','name':'n','schema':{}},'verbosity':'high'},"
                        + "'stream_options':{'include_obfuscation':false},"
                        + "'tools':[{'type':'function','name':'f','description':'d','parameters':{},'strict':true},"
                        + "{'type':'web_search'}],'tool_choice':{'type':'function','name':'f'},'input':["
                        + "{'type':'reasoning','summary':[],'encrypted_content':'x'},{'type':'message','role':'assistant',"
                        + "'content':[{'type':'output_text','text':'Let me see.'}]},{'type':'function_call','call_id':'c',"
                        + "'name':'f','arguments':'{}'},{'type':'function_call_output','call_id':'c','output':'12'},"
                        + "{'type':'message','role':'user','content':[{'type':'input_text','text':'And?'}]}]}")
                .replace('\'', '"')));
        assertThat(read.get(Parameter.MAX_COMPLETION_TOKENS)).isEqualTo(9);
        assertThat(read.get(Parameter.PREVIOUS_RESPONSE_ID)).isEqualTo("resp_1");
        assertThat(read.get(Parameter.REASONING_EFFORT)).isEqualTo("low");
        assertThat(read.get(Parameter.REASONING_SUMMARY)).isEqualTo("auto");
        assertThat(read.get(Parameter.VERBOSITY)).isEqualTo("high");
        assertThat(read.get(Parameter.INCLUDE_OBFUSCATION)).isFalse();
        assertThat(read.responseFormat()).isInstanceOf(ResponseFormat.JsonSchema.class);
        assertThat(read.get(Parameter.TOOL_CHOICE)).isEqualTo(ToolChoice.function("f"));
        assertThat(read.tools())
                .containsExactly(
                        ToolDefinition.function("f", "d", new JsonText("{}")).withStrict(true),
                        new ToolDefinition.Other("web_search", Extras.NONE));
        assertThat(read.messages()).extracting(Message::role).containsExactly(Role.ASSISTANT, Role.TOOL, Role.USER);
        assertThat(read.messages()).extracting(Message::text).containsExactly("Let me see.", "12", "And?");
        AssistantMessage answer = (AssistantMessage) read.messages().get(0);
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("c", "f", "{}", true));
        assertThat(answer.items())
                .extracting(AnswerItem::type)
                .containsExactly("reasoning", "message", "function_call");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{'model':'m'}", "{'input':'Hi'}", "{'model':'m','input':[]}", "{'model':'m','input':[1]}"
            })
    void refusesWhatIsNoRequest(String json) {
        assertThatThrownBy(() -> ResponsesRequestReader.read(new JsonText(json.replace('\'', '"'))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static List<Path> recorded() throws IOException {
        return RecordedRequests.of("responses");
    }
}
