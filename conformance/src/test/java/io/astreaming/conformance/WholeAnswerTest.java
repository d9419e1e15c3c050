package io.astreaming.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.test.ReplayExtension;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An answer in one piece goes through the same door and becomes the same completion. */
@Timeout(30)
class WholeAnswerTest {
    private static final String WHOLE = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1753102047,"model":"gpt-4o-mini-2024-07-18",
         "choices":[{"index":0,"message":{"role":"assistant","content":"Let me look.","refusal":null,
           "tool_calls":[{"id":"call_1","type":"function",
             "function":{"name":"weather","arguments":"{\\"city\\":\\"Bonn\\"}"}}]},
           "logprobs":null,"finish_reason":"tool_calls"}],
         "usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21}}
        """;

    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("What is the weather?").build();

    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.serving(ReplayServer.answering(Reply.status(200, WHOLE)));

    private final Chat chat = model.chat();

    @Test
    void isAskedForAndRead() {
        ChatCompletion completion = ask(chat, REQUEST);
        assertThat(model.onlyRequest().text()).contains("\"stream\":false").doesNotContain("stream_options");
        assertThat(completion.text()).isEqualTo("Let me look.");
        assertThat(completion.choices().get(0).finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(completion.choices().get(0).toolCalls().get(0).complete()).isTrue();
        assertThat(completion.usage())
                .isInstanceOfSatisfying(
                        TokenUsage.class,
                        usage -> assertThat(usage.totalTokens()).isEqualTo(21));
        assertThat(completion.deviations()).isEmpty();
    }

    @Test
    void isADepartureOnlyIfAStreamWasAskedFor() {
        assertThat(chat.stream(REQUEST).completion().deviations()).isEqualTo(Map.of(Deviation.JSON_BODY, 1L));
    }

    @Test
    void isPushedAsTheSameEvents() throws Exception {
        List<ChatEvent> events = new ArrayList<>();
        Outcome outcome = chat.listen(REQUEST.toBuilder().stream(false).build(), events::add)
                .get(10, TimeUnit.SECONDS);
        assertThat(events).contains(new TextReceived(0, "Let me look.")).anyMatch(ToolCallFinished.class::isInstance);
        assertThat(outcome.completion()).isEqualTo(ask(chat, REQUEST));
    }

    private static ChatCompletion ask(Chat chat, ChatRequest request) {
        return chat.stream(request.toBuilder().stream(false).build()).completion();
    }
}
