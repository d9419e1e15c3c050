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
        assertThat(Endpoint.of(baseUrl).uri("/chat/completions", "")).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://r.openai.azure.com, gpt-4o, 2024-10-21, https://r.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21",
        "' https://r.openai.azure.com// ', a, 1, https://r.openai.azure.com/openai/deployments/a/chat/completions?api-version=1",
        "https://gateway/azure/, a, 1, https://gateway/azure/openai/deployments/a/chat/completions?api-version=1",
        "https://h, a b/../ü?x=1#y, 1&a=%, https://h/openai/deployments/a%20b%2F..%2F%C3%BC%3Fx%3D1%23y/chat/completions?api-version=1%26a%3D%25",
    })
    void addsADeploymentOfAzure(String resource, String deployment, String version, String expected) {
        assertThat(Endpoint.azure(resource, deployment, version).uri("/chat/completions", ""))
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h?key=secret, a, 1, query",
        "https://h#secret, a, 1, fragment",
        "https://user:secret@h, a, 1, user or password",
        "ftp://secret, a, 1, http://",
        "https://h, ' ', 1, deployment",
        "https://h, .., 1, deployment",
        "https://h, a, '', API version",
    })
    void refusesWhatIsNoDeploymentOfAzure(String resource, String deployment, String version, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.azure(resource, deployment, version))
                .withMessageContaining(problem)
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/v1, https://host/v1/a?alt=sse",
        "https://host/v1?, https://host/v1/a?alt=sse",
        "https://host/v1?key=1, https://host/v1/a?key=1&alt=sse",
        "https://host/v1/a?key=1, https://host/v1/a?key=1&alt=sse",
    })
    void addsTheQueryOfARequest(String baseUrl, String expected) {
        assertThat(Endpoint.of(baseUrl).uri("/a", "alt=sse")).hasToString(expected);
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
        "127.0.0.1:8000/secret, http://",
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

    @Test
    void takesNoHostForAResource() {
        assertThat(Endpoint.of("http://messages?a=b").uri("/messages", "")).hasToString("http://messages/messages?a=b");
        assertThat(Endpoint.of("http://messages/messages").uri("/messages", ""))
                .hasToString("http://messages/messages");
    }
}
