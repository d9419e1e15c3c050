package io.astreaming.json.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenLocatorTest {
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
        int start = TokenLocator.start(text, 0);
        assertThat(text.substring(start, TokenLocator.end(text, start, kind))).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource({"tru, VALUE_TRUE", "'a', VALUE_STRING", "/*, START_OBJECT", "'', END_ARRAY"})
    void refusesWhatOnlyTheParserTakesForAToken(String text, Event kind) {
        assertThatThrownBy(() -> TokenLocator.end(text, TokenLocator.start(text, 0), kind))
                .isInstanceOf(JsonException.class);
    }
}
