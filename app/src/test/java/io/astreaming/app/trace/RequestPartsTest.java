package io.astreaming.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestPartsTest {
    @Test
    void takesTheMessagesOutOfTheOthers() {
        RequestParts parts = RequestParts.of(
                "{\"model\":\"a,\\\"messages\\\":[\", \"messages\": [{\"a\":[1,{\"b\":\"}],\\\\\"}]}], \"x\":{\"messages\":[2]}}");

        assertThat(parts.messages().text()).isEqualTo("[{\"a\":[1,{\"b\":\"}],\\\\\"}]}]");
        assertThat(parts.params().text()).isEqualTo("{\"model\":\"a,\\\"messages\\\":[\",\"x\":{\"messages\":[2]}}");
    }

    @Test
    void anEmptyRequestHasEmptyParts() {
        assertThat(RequestParts.of("{}").messages().text()).isEqualTo("[]");
        assertThat(RequestParts.of("{}").params().text()).isEqualTo("{}");
    }
}
