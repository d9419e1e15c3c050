package io.astreaming.json.gemini;

import static io.astreaming.json.Requests.asking;
import static io.astreaming.json.Requests.assertWritten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.AnswerItem;
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
import io.astreaming.request.WebSearchOptions;
import io.astreaming.value.Protocol;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GeminiRequestWriterTest {
    private static final GeminiRequestWriter WRITER = new GeminiRequestWriter();

    @Test
    void writesTheModelIntoThePathAndAsksForEvents() {
        EncodedRequest streamed = WRITER.encode(asking(r -> r.model("gemini-3-pro")));
        assertThat(streamed.path()).isEqualTo("/models/gemini-3-pro:streamGenerateContent");
        assertThat(streamed.query()).isEqualTo("alt=sse");
        EncodedRequest whole = WRITER.encode(asking(r -> r.model("models/gemini-3-pro").stream(false)));
        assertThat(whole.path()).isEqualTo("/models/gemini-3-pro:generateContent");
        assertThat(whole.query()).isEmpty();
        assertWritten(
                WRITER,
                asking(r -> r),
                "'contents':[{'role':'user','parts':[{'text':'Hi'}]}],'generationConfig':null,'model':null,'stream':null");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void writesEachParameterInItsForm(String members, UnaryOperator<ChatRequest.Builder> change) {
        assertWritten(WRITER, asking(change), members);
    }

    static Stream<Arguments> writesEachParameterInItsForm() {
        return Stream.of(
                row(
                        "'generationConfig':{'maxOutputTokens':9,'stopSequences':['x'],'candidateCount':2,'seed':7}",
                        r -> r.maxTokens(9)
                                .set(Parameter.STOP, List.of("x"))
                                .set(Parameter.N, 2)
                                .set(Parameter.SEED, 7)),
                row(
                        "'generationConfig':{'responseMimeType':'application/json','responseJsonSchema':{}}",
                        r -> r.responseFormat(ResponseFormat.jsonSchema("n", new JsonText("{}"), true))),
                row(
                        "'generationConfig':{'responseModalities':['TEXT','IMAGE']}",
                        r -> r.set(Parameter.MODALITIES, List.of("text", "image"))),
                row(
                        "'generationConfig':{'thinkingConfig':{'thinkingLevel':'low','includeThoughts':true}}",
                        r -> r.model("gemini-3-pro").set(Parameter.REASONING_EFFORT, "low")),
                row(
                        "'generationConfig':{'thinkingConfig':{'thinkingLevel':'minimal'}}",
                        r -> r.model("gemini-3-pro").set(Parameter.REASONING_EFFORT, "none")),
                row(
                        "'generationConfig':{'thinkingConfig':{'thinkingBudget':8192,'includeThoughts':true}}",
                        r -> r.model("gemini-2.5-flash").set(Parameter.REASONING_EFFORT, "medium")),
                row(
                        "'generationConfig':{'thinkingConfig':{'thinkingBudget':0}}",
                        r -> r.set(Parameter.THINKING_BUDGET, 0)),
                row(
                        "'generationConfig':{'thinkingConfig':{'includeThoughts':true}}",
                        r -> r.set(Parameter.REASONING_SUMMARY, "auto")),
                row(
                        "'tools':[{'functionDeclarations':[{'name':'f','description':'d','parametersJsonSchema':{}},"
                                + "{'name':'g','description':'d'}]},{'codeExecution':{}},{'googleSearch':{}}]",
                        r -> r.tool(ToolDefinition.function("f", "d", new JsonText("{}")))
                                .tool(new ToolDefinition.Other("codeExecution", Extras.NONE))
                                .tool(ToolDefinition.function("g", "d"))
                                .set(Parameter.WEB_SEARCH_OPTIONS, new WebSearchOptions(null, null))),
                row("'toolConfig':{'functionCallingConfig':{'mode':'ANY'}}", r -> r.toolChoice(ToolChoice.REQUIRED)),
                row(
                        "'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['f']}}",
                        r -> r.toolChoice(ToolChoice.function("f"))),
                row(
                        "'toolConfig':{'functionCallingConfig':{'mode':'VALIDATED','allowedFunctionNames':['f']}}",
                        r -> r.toolChoice(ToolChoice.allowed("auto", ToolChoice.function("f")))));
    }

    private static Arguments row(String members, UnaryOperator<ChatRequest.Builder> change) {
        return Arguments.of(members, change);
    }

    @Test
    void writesAConversationWithItsCalls() {
        ChatRequest request = ChatRequest.model("m")
                .system("Be short.")
                .message(Message.user(
                        ContentPart.text("a"),
                        ContentPart.image("image/png", new byte[] {1}),
                        ContentPart.audio("wav", new byte[] {1}),
                        ContentPart.file("files/x")))
                .message(new AssistantMessage(
                        List.of(ContentPart.text("Let me see.")),
                        null,
                        null,
                        List.of(new ToolCall("c1", "f", "{\"a\":1}", true), new ToolCall("c2", "g", "", true)),
                        null,
                        null,
                        Extras.NONE))
                .message(Message.tool("c1", "{\"t\":12}"))
                .message(Message.tool("c2", "13"))
                .user("And?")
                .build();
        assertWritten(
                WRITER,
                request,
                "'systemInstruction':{'parts':[{'text':'Be short.'}]},'contents':[{'role':'user','parts':[{'text':'a'},"
                        + "{'inlineData':{'mimeType':'image/png','data':'AQ=='}},{'inlineData':{'mimeType':'audio/wav',"
                        + "'data':'AQ=='}},{'fileData':{'fileUri':'files/x'}}]},{'role':'model','parts':[{'text':'Let me see.'},"
                        + "{'functionCall':{'name':'f','args':{'a':1}}},{'functionCall':{'name':'g','args':{}}}]},"
                        + "{'role':'user','parts':[{'functionResponse':{'name':'f','response':{'t':12}}},"
                        + "{'functionResponse':{'name':'g','response':{'output':'13'}}}]},"
                        + "{'role':'user','parts':[{'text':'And?'}]}]");
    }

    @Test
    void sendsPartsBackAsTheyCame() {
        AnswerItem part = new AnswerItem(
                Protocol.GEMINI,
                0,
                "functionCall",
                new JsonText("{\"functionCall\":{\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"s\"}"));
        AssistantMessage answer = new AssistantMessage(
                List.of(ContentPart.text("not sent")),
                null,
                null,
                List.of(new ToolCall("call_0", "f", "{}", true)),
                null,
                null,
                List.of(part),
                Extras.NONE);
        assertWritten(
                WRITER,
                ChatRequest.model("m")
                        .message(answer)
                        .message(Message.tool("call_0", "1"))
                        .build(),
                "'contents':[{'role':'model','parts':[{'functionCall':{'name':'f','args':{}},'thoughtSignature':'s'}]},"
                        + "{'role':'user','parts':[{'functionResponse':{'name':'f','response':{'output':'1'}}}]}]");
    }

    @Test
    void refusesWhatHasNoPlace() {
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.set(Parameter.PARALLEL_TOOL_CALLS, false))))
                .hasMessageStartingWith("the Gemini API has no place for the parameter parallel_tool_calls: unset it");
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.system("Late."))))
                .hasMessageContaining("instructions after the first message: put them before it");
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.message(Message.tool("c", "x")))))
                .hasMessageContaining("the result of a call that isn't in the conversation");
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.tool(ToolDefinition.custom("c", "d")))))
                .hasMessageContaining("a custom tool");
        assertThatThrownBy(() -> WRITER.encode(asking(r -> r.model("../x"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
