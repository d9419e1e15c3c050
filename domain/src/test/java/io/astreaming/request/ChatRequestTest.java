package io.astreaming.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChatRequestTest {
    @Test
    void keepsPromptsOutOfItsText() {
        ChatRequest request = ChatRequest.model("m")
                .system("secret one")
                .user("secret two")
                .assistant("secret three")
                .build();
        assertThat(request.toString() + request.messages()).doesNotContain("secret");
    }

    @Test
    void checksEarlyWhatCannotBe() {
        assertThatThrownBy(() -> ChatRequest.model("m").build()).hasMessageContaining("at least one message");
        assertThatThrownBy(() -> ChatRequest.model(" ").user("x").build()).hasMessageContaining("model");
        assertThatThrownBy(() ->
                        ChatRequest.model("m").user("x").temperature(Double.NaN).build())
                .hasMessageContaining("temperature");
        assertThatThrownBy(() -> ChatRequest.model("m").user("x").maxTokens(0).build())
                .hasMessageContaining("maxTokens");
    }
}
