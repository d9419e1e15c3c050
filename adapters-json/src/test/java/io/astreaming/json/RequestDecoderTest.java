package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestDecoder;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolMessage;
import io.astreaming.testing.JsonValues;
import io.astreaming.testing.RecordedRequests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codecs read the requests of their protocols, and write them again as they were. */
class RequestDecoderTest {
    private static final String GEMINI = "/models/gemini-3-pro:streamGenerateContent";

    static List<Arguments> recorded() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (String protocol : List.of("responses", "messages", "gemini", "ollama")) {
            for (Path file : RecordedRequests.of(protocol)) {
                String body = Files.readString(file);
                boolean hasModel =
                        !protocol.equals("messages") || body.contains("\"model\""); // on Vertex the path has it
                boolean isChat = !protocol.equals("ollama") || body.contains("\"messages\""); // else of /api/generate
                if (hasModel && isChat) {
                    all.add(Arguments.of(protocol, file));
                }
            }
        }
        return all;
    }

    private static ChatCodec codec(String protocol) {
        return switch (protocol) {
            case "responses" -> new JsonbResponsesCodec();
            case "messages" -> new JsonbMessagesCodec();
            case "gemini" -> new JsonbGeminiCodec();
            case "ollama" -> new JsonbOllamaCodec();
            default -> new JsonbChatCodec();
        };
    }

    private static ChatRequest read(String protocol, String json) {
        String path = protocol.equals("gemini") ? GEMINI : "/any";
        return ((RequestDecoder) codec(protocol))
                .decode(EncodedRequest.of(path, json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String written(String protocol, ChatRequest request) {
        return new String(codec(protocol).encode(request).body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void writesARecordedRequestAsItWasRead(String protocol, Path file) throws IOException {
        String json = Files.readString(file);

        assertThat(JsonValues.of(written(protocol, read(protocol, json)))).isEqualTo(JsonValues.of(json));
    }

    @Test
    void readsARequestOfGemini() {
        ChatRequest read = read("gemini", """
                {"systemInstruction":{"parts":[{"text":"Be brief"}]},
                 "contents":[{"role":"user","parts":[{"text":"Hi"},{"inlineData":{"mimeType":"image/png","data":"AA=="}}]},
                  {"role":"model","parts":[{"text":"Hm","thought":true},{"text":"Let me look"},
                   {"functionCall":{"name":"f","args":{"a":1}},"thoughtSignature":"c2ln"}]},
                  {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"b":2}}}]}],
                 "generationConfig":{"temperature":0.5,"maxOutputTokens":9,"stopSequences":["x"],
                  "thinkingConfig":{"thinkingLevel":"high","includeThoughts":true}},
                 "tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"type":"object"}}]},{"googleSearch":{}}],
                 "toolConfig":{"functionCallingConfig":{"mode":"ANY"}},
                 "safetySettings":[]}""");

        assertThat(read.model()).isEqualTo("gemini-3-pro");
        assertThat(read.messages()).hasSize(4);
        AssistantMessage answer = (AssistantMessage) read.messages().get(2);
        assertThat(answer.text()).isEqualTo("Let me look");
        assertThat(answer.items()).hasSize(3);
        assertThat(answer.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.arguments()).isEqualTo("{\"a\":1}");
            assertThat(((ToolMessage) read.messages().get(3)).toolCallId()).isEqualTo(call.id());
        });
        assertThat(read.get(Parameter.MAX_TOKENS)).isEqualTo(9);
        assertThat(read.get(Parameter.REASONING_EFFORT)).isEqualTo("high");
        assertThat(read.get(Parameter.TOOL_CHOICE)).isEqualTo(ToolChoice.REQUIRED);
        assertThat(read.tools()).hasSize(2);
        assertThat(read.extras().members().keySet()).containsExactly("safetySettings");
    }

    @Test
    void readsARequestOfOllama() {
        ChatRequest read = read("ollama", """
                {"model":"m","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"Hi"},
                  {"role":"assistant","content":"","tool_calls":[{"type":"function","function":{"name":"f","arguments":{"a":1}}}]},
                  {"role":"tool","tool_name":"f","content":"2"}],
                 "options":{"temperature":0.5,"num_predict":9},"think":"high","format":"json","stream":true,"keep_alive":"5m"}""");

        assertThat(read.messages()).hasSize(4);
        AssistantMessage answer = (AssistantMessage) read.messages().get(2);
        assertThat(((ToolMessage) read.messages().get(3)).toolCallId())
                .isEqualTo(answer.toolCalls().get(0).id());
        assertThat(read.get(Parameter.MAX_TOKENS)).isEqualTo(9);
        assertThat(read.get(Parameter.REASONING_EFFORT)).isEqualTo("high");
        assertThat(read.extras().members()).containsOnly(Map.entry("keep_alive", new JsonText("\"5m\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "7", "{\"model\":7}", "{\"contents\":[7]}", "{\"messages\":[7],\"model\":\"m\"}"
            })
    void refusesWhatIsNoRequest(String json) {
        for (String protocol : List.of("chat", "responses", "messages", "gemini", "ollama")) {
            assertThatIllegalArgumentException().as(protocol).isThrownBy(() -> read(protocol, json));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new JsonbGeminiCodec().decode(EncodedRequest.of("/any", "{}".getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("streamGenerateContent");
    }
}
