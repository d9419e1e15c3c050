package io.astreaming.json.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.ToolCall;
import io.astreaming.json.Decoding;
import io.astreaming.json.JsonTree;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Parameter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWriterTest {
    @Test
    void writesWhatIsModelled() {
        assertThat(written(ChatRequest.model("m")
                        .system("Be short.")
                        .user("Hi")
                        .assistant("Ho")
                        .temperature(0.2)
                        .maxTokens(50)
                        .build()))
                .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be short.\"},"
                        + "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Ho\"}],"
                        + "\"temperature\":0.2,\"max_tokens\":50,\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void leavesOutWhatIsntAskedFor() {
        assertThat(written(ChatRequest.model("m").user("Hi").includeUsage(false).build()))
                .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true}");
    }

    @Test
    void letsExtrasOverrideWhatIsModelled() {
        ChatRequest request = ChatRequest.model("m")
                .user("Hi")
                .temperature(0.2)
                .extra("top_p", new JsonText("1.00E-1"))
                .extra("temperature", new JsonText("0.70"))
                .extra("messages", new JsonText("[{\"role\":\"user\",\"content\":[]}]"))
                .extra("stream_options", JsonText.NULL)
                .extra("stream", JsonText.ABSENT)
                .extra("a\"b", JsonText.ofString("c"))
                .build();
        assertThat(written(request))
                .isEqualTo("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[]}],\"temperature\":0.70,"
                        + "\"stream_options\":null,\"top_p\":1.00E-1,\"a\\\"b\":\"c\"}");
    }

    @Test
    void writesExtrasAlone() {
        ChatRequest request = ChatRequest.model("m")
                .user("Hi")
                .includeUsage(false)
                .extra("model", JsonText.ABSENT)
                .extra("messages", JsonText.ABSENT)
                .extra("stream", new JsonText("false"))
                .build();
        assertThat(written(request)).isEqualTo("{\"stream\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "}", "\"\\/\b\f\n\r\t\u0000\u001f\u007f", "\u2028é中😀"})
    void keepsEveryText(String text) {
        ChatRequest request = ChatRequest.model("m").system(text).user("x").build();
        String json = new String(Decoding.CODEC.encode(request).body(), StandardCharsets.UTF_8);
        assertThat(JsonTree.of(json))
                .isEqualTo(JsonTree.of("{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":"
                        + JsonText.ofString(text)
                        + "},{\"role\":\"user\",\"content\":\"x\"}],\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true}}"));
    }

    @ParameterizedTest
    @CsvSource({"\ud83d, \uFFFD", "\ude00x, \uFFFDx", "a\ud83d\ud83d\ude00, a\uFFFD😀", "\ude00\ud83d, \uFFFD\uFFFD"})
    void sendsNoHalfOfASurrogatePair(String text, String sent) {
        ToolCall call = new ToolCall("c", "function", "f", "{\"a\":\"\\ud83d\"}", true, Extras.NONE);
        ChatRequest request = ChatRequest.model("m")
                .user(text)
                .message(new AssistantMessage(List.of(), null, null, List.of(call), null, null, Extras.NONE))
                .extra("e", new JsonText("[\"" + text + "\",\"\\uD83D\\n\\\\ud83d\\ud83d\\uDE00\\uDe00\"]"))
                .build();
        assertThat(written(request))
                .contains("\"content\":\"" + sent + "\"")
                .contains("\"arguments\":\"{\\\"a\\\":\\\"\uFFFD\\\"}\"")
                .contains("\"e\":[\"" + sent + "\",\"\uFFFD\\n\\\\ud83d\\ud83d\\uDE00\uFFFD\"]");
    }

    @Test
    void keepsEveryNumberAsItIsSpelt() {
        String numbers = "[0,-0,1.0,1e2,12345678901234567890.10,1E+400,-1e-400,1e99999999999]";
        ChatRequest request = ChatRequest.model("m")
                .user("x")
                .extra("numbers", new JsonText(numbers))
                .build();
        assertThat(written(request)).contains("\"numbers\":" + numbers);
    }

    @Test
    void saysWhatIsWrongWithJsonThatNobodyChecked() {
        Extras half = new Extras(Map.of("half", new JsonText("[1,")));
        ChatRequest request =
                ChatRequest.model("m").user(new ContentPart.Text("x", half)).build();
        assertThatThrownBy(() -> written(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schemas and extras");
    }

    @Test
    void writesNumbersOfAnyKind() {
        Map<String, Number> bias = new LinkedHashMap<>();
        bias.put("a", -100);
        bias.put("b", 0.5f);
        bias.put("c", new BigDecimal("1.250"));
        bias.put("d", new AtomicLong(7));
        assertThat(written(ChatRequest.model("m")
                        .user("x")
                        .set(Parameter.LOGIT_BIAS, bias)
                        .build()))
                .contains("\"logit_bias\":{\"a\":-100,\"b\":0.5,\"c\":1.250,\"d\":7}");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.2, 1, 1.7, 2, 1e-7, 0.30000000000000004})
    void writesTheTemperatureExactly(double temperature) {
        String json = written(
                ChatRequest.model("m").user("x").temperature(temperature).build());
        String written = json.replaceAll(".*\"temperature\":([^,]+),.*", "$1");
        assertThat(Double.parseDouble(written)).isEqualTo(temperature);
        assertThat(written.length())
                .isLessThanOrEqualTo(Double.toString(temperature).length());
    }

    private static String written(ChatRequest request) {
        return new String(Decoding.CODEC.encode(request).body(), StandardCharsets.UTF_8);
    }
}
