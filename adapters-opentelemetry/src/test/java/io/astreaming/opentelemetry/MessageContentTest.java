package io.astreaming.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MessageContentTest {
    private static final ToolCall CALL = new ToolCall("c1", "weather", "{\"city\":\"Oslo\"}", true);

    @Test
    void writesEachKindOfMessageThroughTheRedactor() {
        List<Message> messages = List.of(
                Message.system("be \"brief\""),
                Message.user(ContentPart.text("look"), ContentPart.image("http://host/cat.png")),
                new AssistantMessage(List.of(), null, "no", List.of(CALL), null, null, Extras.NONE),
                Message.tool("c1", "2 degrees"));
        String content = MessageContent.of(messages, text -> text.toUpperCase(Locale.ROOT));
        assertThat(JsonText.of(content).elements())
                .extracting(JsonText::text)
                .containsExactly(
                        "{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"BE \\\"BRIEF\\\"\"}]}",
                        "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"LOOK\"},{\"type\":\"image\"}]}",
                        "{\"role\":\"assistant\",\"parts\":[{\"type\":\"refusal\",\"content\":\"NO\"},"
                                + "{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"weather\","
                                + "\"arguments\":\"{\\\"CITY\\\":\\\"OSLO\\\"}\"}]}",
                        "{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"c1\","
                                + "\"response\":\"2 DEGREES\"}]}");
    }

    @Test
    void writesACallOfTheOlderForm() {
        AssistantMessage answer = new AssistantMessage(
                List.of(), null, null, List.of(), new FunctionCall("weather", "{}", true), null, Extras.NONE);
        assertThat(MessageContent.of(List.of(answer), text -> text))
                .isEqualTo("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"name\":\"weather\","
                        + "\"arguments\":\"{}\"}]}]");
    }
}
