package io.astreaming.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedEndpointTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, openai, api.openai.com, 443",
        "https://eu.api.openai.com/v1, openai, eu.api.openai.com, 443",
        "https://My-Resource.OpenAI.azure.com/openai/v1, azure.ai.openai, My-Resource.OpenAI.azure.com, 443",
        "https://x.services.ai.azure.com/models, azure.ai.inference, x.services.ai.azure.com, 443",
        "https://api.anthropic.com, anthropic, api.anthropic.com, 443",
        "https://bedrock-runtime.us-east-1.amazonaws.com, aws.bedrock, bedrock-runtime.us-east-1.amazonaws.com, 443",
        "https://us-central1-aiplatform.googleapis.com/v1, gcp.vertex_ai, us-central1-aiplatform.googleapis.com, 443",
        "https://generativelanguage.googleapis.com, gcp.gemini, generativelanguage.googleapis.com, 443",
        "https://api.groq.com:8443/openai/v1, groq, api.groq.com, 8443",
        "http://127.0.0.1/v1, 127.0.0.1, 127.0.0.1, 80",
        "http://[::1]:11434/v1, [::1], [::1], 11434",
        "https://notapi.openai.com.example.org, notapi.openai.com.example.org, notapi.openai.com.example.org, 443"
    })
    void namesTheProviderByItsHost(String url, String provider, String address, int port) {
        assertThat(AskedEndpoint.of(url, null)).isEqualTo(new AskedEndpoint(provider, address, port));
    }

    @Test
    void knowsNothingWithoutAUrl() {
        AskedEndpoint unknown = new AskedEndpoint("unknown", null, null);
        assertThat(AskedEndpoint.of(null, null)).isEqualTo(unknown);
        assertThat(AskedEndpoint.of("not a url", null)).isEqualTo(unknown);
        assertThat(AskedEndpoint.of("mailto:a@b", null)).isEqualTo(unknown);
    }

    @Test
    void takesTheProviderThatTheCallerNames() {
        assertThat(AskedEndpoint.of("http://gateway:4000/v1", "litellm"))
                .isEqualTo(new AskedEndpoint("litellm", "gateway", 4000));
        assertThat(AskedEndpoint.of(null, "litellm")).isEqualTo(new AskedEndpoint("litellm", null, null));
    }
}
