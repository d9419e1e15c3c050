package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFinderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "` , \"a\\\\\" x`; VALUE_STRING; \"a\\\\\"",
                "`:\"a\\\"b\\\\\\\"\",`; VALUE_STRING; \"a\\\"b\\\\\\\"\"",
                "`-1.5E+3]`; VALUE_NUMBER; -1.5E+3",
                "`, null`; VALUE_NULL; null",
                "`}}`; END_OBJECT; }"
            })
    void findsATokenByItsKind(String text, Event kind, String token) {
        int start = TokenFinder.start(text, 0);
        assertThat(text.substring(start, TokenFinder.end(text, start, kind))).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource({"tru, VALUE_TRUE", "'a', VALUE_STRING", "/*, START_OBJECT", "'', END_ARRAY"})
    void refusesWhatOnlyTheParserTakesForAToken(String text, Event kind) {
        assertThatThrownBy(() -> TokenFinder.end(text, TokenFinder.start(text, 0), kind))
                .isInstanceOf(JsonException.class);
    }
}
