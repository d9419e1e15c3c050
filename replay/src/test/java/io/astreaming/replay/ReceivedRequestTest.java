package io.astreaming.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedRequestTest {
    @Test
    void givesWhatWasSent() {
        ReceivedRequest request = request("Content-type", "application/json");

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString("/v1/chat/completions?api-version=1");
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.header("content-TYPE")).isEqualTo("application/json");
        assertThat(request.header("accept")).isNull();
        assertThat(request.text()).isEqualTo("a prompt");
        request.body()[0] = 'x';
        assertThat(request.text()).isEqualTo("a prompt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "authorization",
                "Api-Key",
                "X-Api-Key",
                "Cookie",
                "Proxy-Authorization",
                "X-Amz-Security-Token"
            })
    void hidesSecretsAndContentFromToString(String header) {
        ReceivedRequest request = request(header, "sk-1234");

        assertThat(request.header(header)).isEqualTo("sk-1234");
        assertThat(request)
                .hasToString("ReceivedRequest[POST /v1/chat/completions, " + header + ": [redacted], 8 bytes]");
    }

    @Test
    void showsOtherHeaders() {
        assertThat(request("Accept", "text/event-stream")).asString().contains(", Accept: text/event-stream, ");
    }

    @Test
    void theOldestAreForgottenWhenThereAreTooMany() {
        RequestLog requests = new RequestLog();
        for (int i = 0; i <= RequestLog.MAX_REQUESTS; i++) {
            requests.add(new ReceivedRequest("GET", URI.create("/" + i), Map.of(), new byte[0]));
        }

        assertThat(requests.toList()).hasSize(RequestLog.MAX_REQUESTS);
        assertThat(requests.toList().get(0).path()).isEqualTo("/1");
    }

    @Test
    void theOldestAreForgottenWhenTheyAreTooLarge() {
        RequestLog requests = new RequestLog();
        byte[] body = new byte[(int) (RequestLog.MAX_BYTES / 4)];
        for (int i = 0; i < 6; i++) {
            requests.add(new ReceivedRequest("POST", URI.create("/" + i), Map.of(), body));
        }

        assertThat(requests.toList()).extracting(ReceivedRequest::path).containsExactly("/2", "/3", "/4", "/5");
    }

    @Test
    void theOldestAreForgottenWhenTheirHeadsAreTooLarge() {
        RequestLog requests = new RequestLog();
        String value = "y".repeat((int) (RequestLog.MAX_BYTES / 4));
        for (int i = 0; i < 6; i++) {
            requests.add(new ReceivedRequest("GET", URI.create("/" + i), Map.of("x", List.of(value)), new byte[0]));
        }

        assertThat(requests.toList()).extracting(ReceivedRequest::path).containsExactly("/3", "/4", "/5");
    }

    private static ReceivedRequest request(String header, String value) {
        return new ReceivedRequest(
                "POST",
                URI.create("/v1/chat/completions?api-version=1"),
                Map.of(header, List.of(value)),
                "a prompt".getBytes(StandardCharsets.UTF_8));
    }
}
