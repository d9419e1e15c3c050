package io.astreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.error.ConnectionException;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AstreamingTest {
    private static final ChatRequest REQUEST =
            ChatRequest.model("m").user("Hello").build();

    @Test
    void opensNoStreamOnceItsChatIsClosed() {
        Chat chat = Astreaming.chat("http://127.0.0.1:9/v1", ApiKey.of("sk-any"));
        chat.close();
        try (ChatStream stream = chat.stream(REQUEST)) {
            Outcome outcome = stream.outcome();
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.error())
                                    .isInstanceOf(ConnectionException.class)
                                    .hasMessageContaining("closed"));
        }
    }

    @Test
    void opensChatsOfOtherProtocols() {
        ApiKey key = ApiKey.of("sk-any");
        ChatRequest refused =
                REQUEST.toBuilder().set(Parameter.LOGIT_BIAS, Map.of("1", 1)).build();
        try (Chat responses = Astreaming.responses("http://127.0.0.1:9/v1", key);
                Chat messages = Astreaming.messages("http://127.0.0.1:9/v1", key);
                Chat gemini = Astreaming.gemini(key);
                Chat ollama = Astreaming.ollama("http://127.0.0.1:9")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> messages.stream(refused))
                    .withMessageStartingWith("the Messages API");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> responses.stream(refused))
                    .withMessageStartingWith("the Responses API");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> gemini.stream(refused))
                    .withMessageStartingWith("the Gemini API");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ollama.stream(refused))
                    .withMessageStartingWith("Ollama's API");
        }
    }

    @Test
    void refusesWhatIsNoUrlOfAServer() {
        assertThatIllegalArgumentException().isThrownBy(() -> Astreaming.chat("ftp://127.0.0.1/v1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Astreaming.chat("https://user:secret@127.0.0.1/v1", ApiKey.of("sk-any")))
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("secret"));
    }
}
