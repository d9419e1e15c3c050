package io.astreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, https://api.openai.com/v1/chat/completions",
        "https://api.openai.com/v1/, https://api.openai.com/v1/chat/completions",
        "https://api.openai.com/v1//, https://api.openai.com/v1/chat/completions",
        "https://api.openai.com/v1/chat/completions, https://api.openai.com/v1/chat/completions",
        "https://api.openai.com/v1/chat/completions/, https://api.openai.com/v1/chat/completions",
        "http://127.0.0.1:8080, http://127.0.0.1:8080/chat/completions",
        "http://[::1]:8080/v1, http://[::1]:8080/v1/chat/completions",
        "HTTPS://Host/a%20b, https://Host/a%20b/chat/completions",
        "' https://host/v1\n', https://host/v1/chat/completions",
        "https://host/x?api-version=1&a=%2F, https://host/x/chat/completions?api-version=1&a=%2F",
        "https://host/x/chat/completions?v=1, https://host/x/chat/completions?v=1",
    })
    void addsTheResource(String baseUrl, String expected) {
        assertThat(Endpoint.of(baseUrl).uri()).hasToString(expected);
    }

    @Test
    void showsTheBaseUrlWithoutItsQuery() {
        assertThat(Endpoint.of("http://127.0.0.1:9/v1/?key=secret")).hasToString("http://127.0.0.1:9/v1");
    }

    @Test
    void knowsWhetherItIsSecure() {
        assertThat(Endpoint.of("HTTPS://host").isSecure()).isTrue();
        assertThat(Endpoint.of("http://host").isSecure()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@host/v1, user or password",
        "https://user:sec@ret@host/v1, user or password",
        "https://secret@host, user or password",
        "ftp://host/secret, http://",
        "host/secret, http://",
        "mailto:secret, http://",
        "https:///secret, host name",
        "https://a_b/secret, host name",
        "https://host/secret#part, fragment",
        "https://ho st/secret, isn't a URL",
        "https://host/secret|, isn't a URL",
        "https://host:65536/secret, port",
        "https://host:0/secret, port",
        "https:, isn't a URL",
        "'', http://",
    })
    void refusesOthersWithoutRepeatingThem(String baseUrl, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(baseUrl))
                .withMessageContaining(problem)
                .withMessageNotContaining("sec")
                .withNoCause();
    }
}
