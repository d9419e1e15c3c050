package io.astreaming.jsontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JsonFormatterTest {
    @Test
    void spreadsOverLinesWithTwoSpacesALevel() {
        assertThat(JsonFormatter.indent("{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[ ],\"e\":\"x\"}"))
                .isEqualTo("""
                        {
                          "a": [
                            1,
                            {
                              "b": null
                            }
                          ],
                          "c": {},
                          "d": [],
                          "e": "x"
                        }""");
    }

    @Test
    void takesAwayAllWhiteSpaceBetweenTokens() {
        assertThat(JsonFormatter.minify(" \t\r\n{ \"a b\" : [ 1 , 2\n] , \"c\" :\t{ } } "))
                .isEqualTo("{\"a b\":[1,2],\"c\":{}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E2",
                "-0",
                "-0.0e-0",
                "1e999999999",
                "0.10",
                "\"\\u00e9\\/\"",
                "\"\\uD800\"",
                "\"\u007f\u2028\ud800\"",
                "true",
                "false",
                "null",
                "\"\"",
                "[]",
                "{}",
                "{\"a\":1,\"a\":2}"
            })
    void keepsEveryTokenAsItIs(String token) {
        assertThat(JsonFormatter.minify("[ " + token + " ]")).isEqualTo("[" + token + "]");
        assertThat(JsonFormatter.minify(token)).isEqualTo(token);
        assertThat(JsonFormatter.indent("[" + token.replace(",", " , ") + "]").replaceAll("\\s", ""))
                .isEqualTo("[" + token + "]");
        assertThatCode(() -> JsonFormatter.check(token)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``             | 0  | a value is expected
                    ` `            | 1  | a value is expected
                    `[1,]`         | 3  | a value is expected
                    `[1`           | 2  | ',' or ']' is expected
                    `{"a":1]`      | 6  | ',' or '}' is expected
                    `{"a" 1}`      | 5  | ':' is expected
                    `{1:1}`        | 1  | a member's name is expected
                    `{"a":1,}`     | 7  | a member's name is expected
                    `1 1`          | 2  | something follows the value
                    `nul`          | 0  | a value is expected
                    `nulll`        | 4  | something follows the value
                    `01`           | 1  | something follows the value
                    `-`            | 1  | a digit is expected
                    `1.`           | 2  | a digit is expected
                    `1e+`          | 3  | a digit is expected
                    `"a`           | 2  | a string has no end
                    `"\\`          | 2  | no such escape
                    `"\\x"`        | 2  | no such escape
                    `"\\u12g4"`    | 5  | an escape needs four hexadecimal digits
                    """)
    void saysWhatIsWrongAndWhere(String text, int offset, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonFormatter.check(text))
                .withMessage("not JSON: " + problem + ", at character " + offset);
    }

    @ParameterizedTest
    @ValueSource(chars = {0, '\t', '\n', 0x1f})
    void refusesControlCharactersInStrings(char control) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonFormatter.check("\"a" + control + "\""))
                .withMessage("not JSON: a control character in a string, at character 2");
    }

    @Test
    void quotesNoContent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonFormatter.check("{\"password\": secret}"))
                .withMessageNotContainingAny("secret", "password");
    }

    @Test
    void bearsTenThousandLevelsAndNoMore() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        assertThat(JsonFormatter.minify(deep)).isEqualTo(deep);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonFormatter.check("{\"a\":".repeat(10_000) + "[]" + "}".repeat(10_000)))
                .withMessageContaining("nested more than 10000 levels deep, at character 50000");
        assertThatIllegalArgumentException().isThrownBy(() -> JsonFormatter.check("[".repeat(10_000_000)));
    }

    @Test
    void growsNoTextWithTheSquareOfItsLength() {
        assertThat(JsonFormatter.indent("[".repeat(500) + "]".repeat(500)).length())
                .isEqualTo(500_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        JsonFormatter.indent("[".repeat(9_000) + "1,".repeat(1_000_000) + "1" + "]".repeat(9_000)))
                .withMessageContaining("nested too deeply to be indented");
    }

    @Test
    void acceptsAndRefusesWhatTheJsonTestSuiteSays() throws IOException {
        int seen = 0;
        for (Path file : suite()) {
            String name = file.getFileName().toString();
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            switch (name.charAt(0)) {
                case 'y' ->
                    assertThatCode(() -> JsonFormatter.check(text)).as(name).doesNotThrowAnyException();
                case 'n' ->
                    assertThatIllegalArgumentException()
                            .as(name)
                            .isThrownBy(() -> JsonFormatter.check(text))
                            .withMessageStartingWith("not JSON: ");
                default -> refusesOrAccepts(name, text);
            }
            seen++;
        }
        assertThat(seen).isGreaterThan(300);
    }

    @Test
    void laysEverythingOutTheSameHoweverItCame() throws IOException {
        for (Path file : suite()) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (file.getFileName().toString().startsWith("y_")) {
                String minified = JsonFormatter.minify(text);
                String indented = JsonFormatter.indent(text);
                assertThat(JsonFormatter.indent(minified)).as(file.toString()).isEqualTo(indented);
                assertThat(JsonFormatter.indent(indented)).as(file.toString()).isEqualTo(indented);
                assertThat(JsonFormatter.minify(indented)).as(file.toString()).isEqualTo(minified);
            }
        }
    }

    @Test
    void refusesEveryTruePrefixOfAnObject() {
        String text = "{\"a\": [1.5e3, \"\\u00e9\", true, {}], \"b\": null}";
        for (int end = 0; end < text.length(); end++) {
            String prefix = text.substring(0, end);
            assertThatIllegalArgumentException().as(prefix).isThrownBy(() -> JsonFormatter.check(prefix));
        }
        JsonFormatter.check(text);
    }

    private static void refusesOrAccepts(String name, String text) {
        try {
            JsonFormatter.check(text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).as(name).hasMessageStartingWith("not JSON: ");
        }
    }

    private static List<Path> suite() throws IOException {
        String corpus = System.getProperty("astreaming.corpus", "");
        Path folder = Path.of(corpus, "json", "test_parsing");
        if (corpus.isEmpty() || !Files.isDirectory(folder)) {
            Assumptions.abort("The JSON test suite isn't here: set -Dastreaming.corpus to its parent folder.");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
