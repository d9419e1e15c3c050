package io.astreaming.json.ollama;

import static io.astreaming.json.Requests.asking;
import static io.astreaming.json.Requests.assertWritten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.ToolCall;
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
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OllamaRequestWriterTest {
    private static final OllamaRequestWriter WRITER = new OllamaRequestWriter();

    @Test
    void goesToItsOwnPath() {
        assertThat(WRITER.encode(asking(r -> r)).path()).isEqualTo("/api/chat");
        assertWritten(
                WRITER,
                asking(r -> r),
                "'model':'m','messages':[{'role':'user','content':'Hi'}],'stream':true,'options':null,'think':null");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void writesEachParameterInItsForm(String members, UnaryOperator<ChatRequest.Builder> change) {
        assertWritten(WRITER, asking(change), members);
    }

    static Stream<Arguments> writesEachParameterInItsForm() {
        return Stream.of(
                row(
                        "'options':{'num_predict':9,'seed':7,'stop':['x']}",
                        r -> r.maxTokens(9).set(Parameter.SEED, 7).set(Parameter.STOP, List.of("x"))),
                row("'think':'low'", r -> r.set(Parameter.REASONING_EFFORT, "minimal")),
                row("'think':false", r -> r.set(Parameter.REASONING_EFFORT, "none")),
                row("'think':true", r -> r.set(Parameter.REASONING_SUMMARY, "auto")),
                row("'format':'json'", r -> r.responseFormat(ResponseFormat.JSON_OBJECT)),
                row(
                        "'format':{'type':'object'}",
                        r -> r.responseFormat(
                                ResponseFormat.jsonSchema("n", new JsonText("{\"type\":\"object\"}"), true))),
                row(
                        "'tools':[{'type':'function','function':{'name':'f','description':'d'}}],'tool_choice':null",
                        r -> r.tool(ToolDefinition.function("f", "d")).toolChoice(ToolChoice.AUTO)),
                row("'stream':false,'keep_alive':0", r -> r.stream(false).extra("keep_alive", new JsonText("0"))));
    }

    private static Arguments row(String members, UnaryOperator<ChatRequest.Builder> change) {
        return Arguments.of(members, change);
    }

    @Test
    void writesAConversationWithItsCalls() {
        assertWritten(
                WRITER,
                ChatRequest.model("m")
                        .message(Message.developer("Be short."))
                        .message(Message.user(ContentPart.text("a"), ContentPart.image("image/png", new byte[] {1})))
                        .message(new AssistantMessage(
                                List.of(),
                                null,
                                null,
                                List.of(new ToolCall("c1", "f", "{\"a\":1}", true)),
                                null,
                                null,
                                Extras.NONE))
                        .message(Message.tool("c1", "12"))
                        .build(),
                "'messages':[{'role':'system','content':'Be short.'},{'role':'user','content':'a','images':['AQ==']},"
                        + "{'role':'assistant','content':'','tool_calls':[{'type':'function','function':{'name':'f',"
                        + "'arguments':{'a':1}}}]},{'role':'tool','tool_name':'f','content':'12'}]");
    }

    @Test
    void refusesWhatHasNoPlace() {
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.toolChoice(ToolChoice.REQUIRED))))
                .hasMessageStartingWith("Ollama's API has no place for the parameter tool_choice: send only the tools");
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.message(Message.user(ContentPart.image("u"))))))
                .hasMessageContaining("an image on the web");
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.message(Message.user(ContentPart.file("i"))))))
                .hasMessageContaining("neither text nor image");
    }
}
