package io.astreaming.json.messages;

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
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import io.astreaming.request.ToolMessage;
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

class MessagesRequestReaderTest {
    private static final MessagesRequestWriter WRITER = new MessagesRequestWriter();

    @ParameterizedTest
    @MethodSource("recorded")
    void writesARecordedRequestAsItWasRead(Path file) throws IOException {
        JsonText given = new JsonText(Files.readString(file));
        boolean vertex = given.members().get("model") == null;
        ChatRequest read =
                vertex ? MessagesRequestReader.readVertex("claude", given) : MessagesRequestReader.read(given);
        String written = Requests.written(vertex ? MessagesRequestWriter.forVertex() : WRITER, read);
        assertThat(JsonValues.of(written)).isEqualTo(JsonValues.of(given.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'messages':[{'role':'user','content':'Hi'}]",
                "'messages':[{'role':'user','content':' '}],'max_tokens':1,'stream':false,'system':[]",
                "'messages':[{'role':'user','content':[{'type':'text','text':' '},{'type':'text'},{'type':'image','source':1}]}]",
                "'messages':[{'role':'user','content':[]},{'role':'assistant','content':'Hi'},{'role':'assistant','content':[]}]",
                "'messages':[{'role':'user','content':[{'type':'text','text':'a'},{'type':'tool_result','tool_use_id':'c'}]}]",
                "'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'c','content':[]}],'x':1}]",
                "'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'c','content':[{'type':'text','text':'a'}]}]}]",
                "'messages':[{'role':'user','content':'a'}],'tools':[{'type':'custom','name':'f'}],'tool_choice':{'type':'none',"
                        + "'disable_parallel_tool_use':true}",
                "'messages':[{'role':'user','content':'a'}],'tools':[],'tool_choice':{'type':'auto','disable_parallel_tool_use':true}",
                "'messages':[{'role':'user','content':'a'}],'thinking':{'type':'enabled','budget_tokens':1024,'display':'omitted'}",
                "'messages':[{'role':'user','content':'a'}],'thinking':{'type':'enabled','budget_tokens':0}",
                "'messages':[{'role':'user','content':'a'}],'thinking':{'type':'enabled'}",
                "'messages':[{'role':'user','content':'a'}],'metadata':{'user_id':'u','x':1},'thinking':{'type':'adaptive'}"
            })
    void keepsEachForm(String members) {
        JsonText given = new JsonText(("{'model':'m'," + members + "}").replace('\'', '"'));
        assertThat(JsonValues.of(Requests.written(WRITER, MessagesRequestReader.read(given))))
                .isEqualTo(JsonValues.of(given.text()));
    }

    @Test
    void readsIntoTheModelWhatTheModelHas() {
        ChatRequest read =
                MessagesRequestReader.read(new JsonText(("{'model':'m','max_tokens':9,'stop_sequences':['x'],"
                                + "'temperature':0.5,'top_p':0.25,'service_tier':'auto',"
                                + "'system':[{'type':'text','text':'Be short.'}],'metadata':{'user_id':'u'},"
                                + "'thinking':{'type':'enabled','budget_tokens':2048},"
                                + "'tools':[{'name':'f','description':'d','input_schema':{}}],"
                                + "'tool_choice':{'type':'any','disable_parallel_tool_use':true},'messages':["
                                + "{'role':'assistant','content':[{'type':'thinking','thinking':'','signature':'s'},"
                                + "{'type':'text','text':'Let me see.'},{'type':'tool_use','id':'c','name':'f','input':{'a':1}}]},"
                                + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'c','content':'12','is_error':false},"
                                + "{'type':'text','text':'And?'},{'type':'image','source':{'type':'base64','media_type':'image/png',"
                                + "'data':'AQ=='}}]}]}")
                        .replace('\'', '"')));
        assertThat(read.get(Parameter.MAX_TOKENS)).isEqualTo(9);
        assertThat(read.get(Parameter.TEMPERATURE)).isEqualTo(0.5);
        assertThat(read.get(Parameter.TOP_P)).isEqualTo(0.25);
        assertThat(read.get(Parameter.SERVICE_TIER)).isEqualTo("auto");
        assertThat(read.extras().members()).containsOnlyKeys("stream");
        assertThat(read.get(Parameter.STOP)).containsExactly("x");
        assertThat(read.get(Parameter.SAFETY_IDENTIFIER)).isEqualTo("u");
        assertThat(read.get(Parameter.THINKING_BUDGET)).isEqualTo(2048);
        assertThat(read.get(Parameter.PARALLEL_TOOL_CALLS)).isFalse();
        assertThat(read.get(Parameter.TOOL_CHOICE)).isEqualTo(ToolChoice.REQUIRED);
        assertThat(read.tools()).containsExactly(ToolDefinition.function("f", "d", new JsonText("{}")));
        assertThat(read.messages())
                .extracting(Message::role)
                .containsExactly(Role.SYSTEM, Role.ASSISTANT, Role.TOOL, Role.USER);
        assertThat(read.messages()).extracting(Message::text).containsExactly("Be short.", "Let me see.", "12", "And?");
        assertThat(read.messages().get(2))
                .isEqualTo(Message.tool("c", "12").withExtra("is_error", new JsonText("false")));
        AssistantMessage answer = (AssistantMessage) read.messages().get(1);
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("c", "f", "{\"a\":1}", true));
        assertThat(answer.items()).extracting(AnswerItem::type).containsExactly("thinking", "text", "tool_use");
        assertThat(read.messages().get(3).content().get(1)).isEqualTo(ContentPart.image("image/png", new byte[] {1}));
    }

    @Test
    void readsEachBlockThatTheModelHas() {
        ChatRequest read = MessagesRequestReader.read(new JsonText(("{'model':'m','system':'Be short.','messages':["
                        + "{'role':'user','content':[{'type':'image','source':{'type':'url','url':'u'}},"
                        + "{'type':'document','title':'a.pdf','source':{'type':'base64','media_type':'application/pdf','data':'AQ=='}},"
                        + "{'type':'document','source':{'type':'file','file_id':'f'}},"
                        + "{'type':'document','source':{'type':'base64','media_type':'text/plain','data':'AQ=='}},"
                        + "{'type':'document','source':{'type':'base64','media_type':'a/b;c','data':'AQ=='}},"
                        + "{'type':'image','source':{'type':'url','url':'u','x':1}},{'type':'image'},"
                        + "{'type':'text','text':'a','x':1},{'type':'search_result','x':1}]},"
                        + "{'role':'assistant','content':'Hi'},"
                        + "{'role':'user','content':[{'type':'text','text':'a'},{'type':'tool_result','tool_use_id':'c'}]},"
                        + "{'role':'system','content':'Be long.'}]}")
                .replace('\'', '"')));
        Extras one = new Extras(Map.of("x", new JsonText("1")));

        assertThat(read.messages())
                .extracting(Message::role)
                .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER, Role.SYSTEM);
        assertThat(read.messages().get(0).text()).isEqualTo("Be short.");
        List<ContentPart> parts = read.messages().get(1).content();
        assertThat(parts.subList(0, 3))
                .containsExactly(
                        ContentPart.image("u"),
                        ContentPart.file("a.pdf", "application/pdf", new byte[] {1}),
                        ContentPart.file("f"));
        assertThat(parts.subList(3, 7)).allMatch(ContentPart.Other.class::isInstance, "of a form of its own");
        assertThat(parts.subList(7, 9))
                .containsExactly(new ContentPart.Text("a", one), new ContentPart.Other("search_result", one));
        AssistantMessage answer = (AssistantMessage) read.messages().get(2);
        assertThat(answer.text()).isEqualTo("Hi");
        assertThat(answer.items()).isEmpty();
        assertThat(read.messages().get(3).content())
                .as("a result that comes late")
                .hasSize(2);
        assertThat(read.extras().members()).containsOnlyKeys("max_tokens", "stream");
    }

    @Test
    void readsAResultInParts() {
        ChatRequest read =
                MessagesRequestReader.read(new JsonText(("{'model':'m','messages':[{'role':'user','content':["
                                + "{'type':'tool_result','tool_use_id':'c','content':[{'type':'text','text':'a'},"
                                + "{'type':'image','source':{'type':'url','url':'u'}}]},{'type':'tool_result','tool_use_id':'d'}]}]}")
                        .replace('\'', '"')));
        assertThat(read.messages())
                .containsExactly(
                        new ToolMessage("c", List.of(ContentPart.text("a"), ContentPart.image("u")), Extras.NONE),
                        new ToolMessage("d", List.of(), Extras.NONE));
    }

    @Test
    void readsToolsAndChoicesThatAreRare() {
        ChatRequest read =
                MessagesRequestReader.read(new JsonText(("{'model':'m','messages':[{'role':'user','content':'a'}],"
                                + "'tools':[{'type':'bash_20250124','name':'bash'},{'name':'f','strict':true,'x':1}],"
                                + "'tool_choice':{'type':'tool','name':'f','disable_parallel_tool_use':false}}")
                        .replace('\'', '"')));
        assertThat(read.tools().get(0))
                .isEqualTo(new ToolDefinition.Other(
                        "bash_20250124", new Extras(Map.of("name", JsonText.ofString("bash")))));
        assertThat(((ToolDefinition.Function) read.tools().get(1)).strict()).isTrue();
        assertThat(read.get(Parameter.TOOL_CHOICE)).isEqualTo(ToolChoice.function("f"));
        assertThat(read.get(Parameter.PARALLEL_TOOL_CALLS)).isTrue();
        assertThat(MessagesRequestReader.read(
                                new JsonText(
                                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"tool_choice\":{\"type\":\"none\"}}"))
                        .get(Parameter.TOOL_CHOICE))
                .isEqualTo(ToolChoice.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'model':'m','messages':[{'role':' ','content':'a'}]}",
                "{'model':'m','messages':[{'role':'user','content':[{'type':' '}]}]}",
                "{'model':'m','messages':[{'role':'user','content':'a'}],'tools':[{}]}",
                "{'model':'m'}",
                "{'messages':[{'role':'user'}]}",
                "{'model':'m','messages':[]}",
                "{'model':'m','messages':[{'role':'user'}]}",
                "{'model':'m','messages':[{'content':'a'}]}"
            })
    void refusesWhatIsNoRequest(String json) {
        assertThatThrownBy(() -> MessagesRequestReader.read(new JsonText(json.replace('\'', '"'))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static List<Path> recorded() throws IOException {
        return RecordedRequests.of("messages");
    }
}
