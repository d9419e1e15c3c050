package io.astreaming.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {
    @Test
    void namesAreEqualInAnyCaseAndTheLastIsSent() {
        Headers headers = Headers.NONE.with("X-Tenant", "acme").with("x-tenant", "other");

        assertThat(headers.get("X-TENANT")).isEqualTo("other");
        assertThat(headers.get("x-none")).isNull();
        assertThat(headers.values()).containsExactly(Map.entry("X-Tenant", "other"));
        assertThat(headers)
                .isEqualTo(Headers.NONE.with("x-tenant", "other"))
                .hasSameHashCodeAs(Headers.NONE.with("x-tenant", "other"));
    }

    @Test
    void thoseOfAnotherReplaceThoseOfTheSameNames() {
        Headers headers = Headers.NONE.with("a", "1").with("b", "2");

        assertThat(headers.with(Headers.NONE.with("B", "3").with("c", "4")).values())
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "3"), Map.entry("c", "4"));
        assertThat(headers.with(Headers.NONE)).isSameAs(headers);
        assertThat(headers.get("b")).as("the original").isEqualTo("2");
    }

    @Test
    void takesEveryCharacterThatANameMayHold() {
        String name = "azAZ09!#$%&'*+-.^_`|~";

        assertThat(Headers.NONE.with(name, "1").get(name)).isEqualTo("1");
    }

    @Test
    void showsNamesAlone() {
        assertThat(Headers.NONE.with("x-tenant", "planted").with("traceparent", "00-planted"))
                .hasToString("Headers[traceparent, x-tenant]");
    }

    @ParameterizedTest
    @CsvSource({
        "'', planted",
        "a b, planted",
        "'a:', planted",
        "a/b, planted",
        "'a,b', planted",
        "nämé, planted",
        "'x\r\ny', planted",
        "Host, planted",
        "content-length, planted",
        "Transfer-Encoding, planted",
        "x, 'planted\r\ny: z'",
        "x, 'planted\n'",
        "x, 'planted\u0000'",
        "x, ' planted'",
        "x, plantéd",
        "x, ''",
        "x, ' '"
    })
    void refusesAHeaderThatNoRequestMayCarryAndDoesNotRepeatIt(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.NONE.with(name, value))
                .withMessageContaining("this header can't be sent")
                .withMessageNotContaining("plant");
        assertThatIllegalArgumentException().isThrownBy(() -> new Headers(Map.of(name, value)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatRequest.model("m").header(name, value))
                .withMessageNotContaining("plant");
    }

    @Test
    void aRequestKeepsThemWhenItIsChangedAndShowsNoValue() {
        ChatRequest request =
                ChatRequest.model("m").user("hi").header("x-tenant", "planted").build();
        ChatRequest changed = request.withDefault(Parameter.N, 2).toBuilder()
                .header("X-Tenant", "planted-too")
                .build();

        assertThat(request.headers().get("x-tenant")).isEqualTo("planted");
        assertThat(changed.headers().get("x-tenant")).isEqualTo("planted-too");
        assertThat(request + "" + request.toBuilder()).doesNotContain("planted");
    }
}
