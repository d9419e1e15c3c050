package io.astreaming.json.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "^; $",
                "{^; $",
                "{\"a\":^1}; $.a",
                "{\"a\":1,^\"b\":2}; $",
                "{\"a\":{\"b\":[1,{\"c\":\"]}\",\"d\":^; $.a.b[1].d",
                "{\"a\":[],\"b\":^; $.b",
                "{\"a\\\"\":^; $.*",
                "{\"a b\":{\"c\":^; $.*.c",
                "[[[[[[[[[[[[^; $[0][0][0][0][0][0][0][0]",
                "{\"a^; $",
                "}}]]^; $"
            })
    void namesTheWayToAPlace(String text, String path) {
        assertThat(JsonPath.to(text.replace("^", ""), text.indexOf('^'))).isEqualTo(path);
    }
}
