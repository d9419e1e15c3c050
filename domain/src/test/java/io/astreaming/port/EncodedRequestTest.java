package io.astreaming.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.astreaming.request.Headers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedRequestTest {
    @Test
    void showsNeitherBodyNorValuesOfHeaders() {
        EncodedRequest request =
                EncodedRequest.of("/messages", "{\"prompt\":1}".getBytes(UTF_8)).withHeader("x-version", "2023-06-01");

        assertThat(request).hasToString("EncodedRequest[/messages, headers [x-version], 12 bytes]");
    }

    @Test
    void takesTheQueryThatAProtocolRequires() {
        EncodedRequest plain = EncodedRequest.of("/a", new byte[0]);
        EncodedRequest changed =
                plain.withQuery("alt", "sse").withQuery("v", "1.0").withHeader("b", "c");

        assertThat(plain.query()).isEmpty();
        assertThat(changed.query()).isEqualTo("alt=sse&v=1.0");
        assertThat(changed.withCallerHeaders(Headers.NONE))
                .hasToString("EncodedRequest[/a?alt=sse&v=1.0, headers [b], 0 bytes]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a&b", "%20", "a#b", "ä", "a\n"})
    void refusesAQueryThatWouldBeAnother(String text) {
        EncodedRequest request = EncodedRequest.of("/a", new byte[0]);
        assertThatIllegalArgumentException().isThrownBy(() -> request.withQuery(text, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> request.withQuery("a", text));
    }

    @Test
    void replacesAHeaderOfTheSameNameInAnyCaseAndChangesNoOriginal() {
        EncodedRequest plain = EncodedRequest.of("/a", new byte[0]);
        EncodedRequest changed = plain.withHeader("X-Version", "1").withHeader("x-version", "2");

        assertThat(plain.headers()).isEmpty();
        assertThat(changed.headers()).containsExactlyInAnyOrderEntriesOf(Map.of("X-Version", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/chat/completions", "/models/gpt-4o%20mini:stream", "/a.b/..c", "/a-_~!$&'()*+,;=:@Zz9%aF/..."})
    void takesAPathAsAUrlHasIt(String path) {
        assertThat(EncodedRequest.of(path, new byte[0]).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "messages",
                "/a//b",
                "/a/",
                "/../a",
                "/a/..",
                "/./a",
                "/a b",
                "/a?b",
                "/a#b",
                "/%2",
                "/%2x/a",
                "/%/20",
                "/%\uFF12\uFF10",
                "/a\n",
                "/a\\b",
                "/[a]",
                "/ä"
            })
    void refusesAPathThatIsNone(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncodedRequest.of(path, new byte[0]))
                .withMessageContaining("begins with '/'");
    }

    @ParameterizedTest
    @CsvSource({"a b, planted", "'', planted", "x, 'planted\r\ny: z'", "x, 'planted\n'", "x, ''", "x, plantéd"})
    void refusesAHeaderThatIsNoneAndDoesNotRepeatIt(String name, String value) {
        EncodedRequest request = EncodedRequest.of("/a", new byte[0]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.withHeader(name, value))
                .withMessageContaining("this header can't be sent")
                .withMessageNotContaining("plant");
    }
}
