package io.astreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.http.JdkChatTransport.Builder;
import io.astreaming.port.EncodedRequest;
import io.astreaming.settings.ApiKey;
import java.net.http.HttpRequest;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
    private static final ApiKey KEY = ApiKey.of("secret-key-of-12");

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void sendsTheKeyAsTheProviderExpectsIt(String url, String header, String value, Builder builder) throws Exception {
        PromptClient client = new PromptClient(false);
        try (JdkChatTransport transport = builder.httpClient(client).build()) {
            transport.open(EncodedRequest.of("/a", new byte[0]), () -> {});
            HttpRequest sent = client.sent.get(20, TimeUnit.SECONDS);

            assertThat(transport.endpoint()).isEqualTo(url);
            assertThat(sent.uri()).hasToString(url + "/a");
            assertThat(sent.headers().firstValue(header)).contains(value);
            assertThat(transport.redact("a " + KEY.reveal())).doesNotContain(KEY.reveal());
        }
    }

    static Stream<Arguments> sendsTheKeyAsTheProviderExpectsIt() {
        String key = KEY.reveal();
        String bearer = "Bearer " + key;
        return Stream.of(
                Arguments.of("https://api.openai.com/v1", "Authorization", bearer, Providers.openai(KEY)),
                Arguments.of("https://api.anthropic.com/v1", "x-api-key", key, Providers.anthropic(KEY)),
                Arguments.of(
                        "https://r.openai.azure.com/openai/v1",
                        "api-key",
                        key,
                        Providers.azure(" https://r.openai.azure.com/ ", KEY)),
                Arguments.of(
                        "https://bedrock-mantle.us-east-1.api.aws/openai/v1",
                        "Authorization",
                        bearer,
                        Providers.bedrock("us-east-1", KEY)),
                Arguments.of(
                        "https://generativelanguage.googleapis.com/v1beta",
                        "x-goog-api-key",
                        key,
                        Providers.gemini(KEY)),
                Arguments.of(
                        "https://europe-west1-aiplatform.googleapis.com/v1/projects/p-1/locations/europe-west1/publishers/anthropic",
                        "Authorization",
                        bearer,
                        Providers.vertex("p-1", "europe-west1", "anthropic", () -> KEY)),
                Arguments.of(
                        "https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/google",
                        "Authorization",
                        bearer,
                        Providers.vertex("p", "global", "google", () -> KEY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "evil.example", "a@b", "A", "-a", "a-", "..", "a?b"})
    void refusesWhatWouldMakeAnotherHostOrPath(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Providers.bedrock(name, KEY));
        assertThatIllegalArgumentException().isThrownBy(() -> Providers.vertex(name, "global", "google", () -> KEY));
        assertThatIllegalArgumentException().isThrownBy(() -> Providers.vertex("p", name, "google", () -> KEY));
        assertThatIllegalArgumentException().isThrownBy(() -> Providers.vertex("p", "global", name, () -> KEY));
    }

    @Test
    void refusesAResourceWithAQuery() {
        assertThatIllegalArgumentException().isThrownBy(() -> Providers.azure("https://h?api-version=1", KEY));
    }
}
