package io.astreaming.kit;

import static io.astreaming.test.ChatAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.stream.ChatStream;
import io.astreaming.test.ReplayExtension;
import io.astreaming.test.RequestAssert;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opentest4j.AssertionFailedError;

@Timeout(60)
class RequestAssertTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.serving(Recording.ofText("Hello"));

    private static ReceivedRequest request() {
        ChatRequest request = ChatRequest.model("gpt-4o-mini")
                .system("Be kind")
                .user("Say \"hello\"")
                .set(Parameter.TEMPERATURE, 0.2)
                .build();
        try (ChatStream stream = model.chat().stream(request)) {
            stream.outcome();
        }
        return model.onlyRequest();
    }

    @Test
    void looksAtTheBodyAndTheHeaders() {
        assertThat(request())
                .hasModel("gpt-4o-mini")
                .hasMessage("system", "Be kind")
                .hasMessage("user", "Say \"hello\"")
                .hasMember("temperature", "0.2")
                .hasMember("stream_options", "{ \"include_usage\" : true }")
                .hasNoMember("tools")
                .hasHeader("content-type", "application/json")
                .hasKey("test-key");
    }

    @Test
    void saysWhatIsWrongAndShowsNoSecrets() {
        ReceivedRequest request = request();

        fails(request, it -> it.hasModel("gpt-5"), "expected the member \"model\" to be \"\\\"gpt-5\\\"\"");
        fails(request, it -> it.hasMember("tools", "[]"), "expected a member \"tools\" with the value []");
        fails(request, it -> it.hasNoMember("model"), "expected no member \"model\"");
        fails(request, it -> it.hasMessage("user", "Hi"), "expected a message of the role user with the text \"Hi\"");
        fails(request, it -> it.hasMessage("assistant", "Be kind"), "expected a message of the role assistant");
        fails(request, it -> it.hasHeader("accept", "text/html"), "expected another value of the header accept");
        fails(request, it -> it.hasKey("sk-mine"), "expected another key");
    }

    private static void fails(ReceivedRequest request, Consumer<RequestAssert> assertion, String sentence) {
        assertThatThrownBy(() -> assertion.accept(assertThat(request)))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith(sentence)
                .hasMessageContainingAll("POST /v1/chat/completions", "Authorization: [redacted]", "Be kind")
                .hasMessageNotContainingAny("test-key", "sk-mine");
    }
}
