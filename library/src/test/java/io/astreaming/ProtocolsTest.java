package io.astreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.value.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolsTest {
    @ParameterizedTest
    @CsvSource({
        "chat-completions, CHAT_COMPLETIONS", "CHAT_COMPLETIONS, CHAT_COMPLETIONS", "responses, RESPONSES",
        "' Messages ', MESSAGES", "gemini, GEMINI", "ollama, OLLAMA"
    })
    void readsTheNameOfAProtocol(String name, Protocol protocol) {
        assertThat(Protocols.named(name)).isEqualTo(protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chat", "anthropic", "sk-a-key-in-the-wrong-place"})
    void saysWhichNamesThereAreAndNotWhatWasGiven(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Protocols.named(name))
                .withMessage("a protocol is chat-completions, responses, messages, gemini or ollama");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.anthropic.com/v1, MESSAGES",
        "https://API.Anthropic.com, MESSAGES",
        "https://generativelanguage.googleapis.com/v1beta, GEMINI",
        "https://api.openai.com/v1, CHAT_COMPLETIONS",
        "https://api.anthropic.com.example.org/v1, CHAT_COMPLETIONS",
        "https://example.org/api.anthropic.com, CHAT_COMPLETIONS",
        "http://localhost:11434/v1, CHAT_COMPLETIONS",
        "not a url, CHAT_COMPLETIONS",
        "'', CHAT_COMPLETIONS"
    })
    void knowsTheProtocolOfAHost(String url, Protocol protocol) {
        assertThat(Protocols.at(url)).isEqualTo(protocol);
    }

    @ParameterizedTest
    @EnumSource
    void hasACodecOfEachProtocol(Protocol protocol) {
        assertThat(Protocols.codec(protocol).protocol()).isEqualTo(protocol);
    }

    @Test
    void knowsWhichHeaderCarriesTheKey() {
        assertThat(Protocols.keyHeader(Protocol.MESSAGES).header()).isEqualTo("x-api-key");
        assertThat(Protocols.keyHeader(Protocol.GEMINI).header()).isEqualTo("x-goog-api-key");
        assertThat(Protocols.keyHeader(Protocol.RESPONSES).prefix()).isEqualTo("Bearer ");
    }
}
