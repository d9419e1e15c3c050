package io.astreaming.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameJsonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1,"b":2}           | { "b": 2, "a": 1 }      | true
            {"a":[1,{"b":2,"c":3}]} | {"a":[1,{"c":3,"b":2}]} | true
            7                       | 7                       | true
            {"a":1,"b":2}           | {"a":2,"b":1}           | false
            {"a":1,"b":2}           | {"a":1,"c":2}           | false
            {"a":1}                 | [1,2,3]                 | false
            [1,2]                   | [2,1]                   | false
            [12]                    | [1,2]                   | false
            [1,2]                   | [123]                   | false
            {"a":1}                 | {"a":1                  | false
            x                       | x                       | false
            """)
    void comparesAllButWhiteSpaceAndTheOrderOfMembers(String one, String other, boolean same) {
        assertThat(SameJson.is(one, other)).isEqualTo(same);
        assertThat(SameJson.is(other, one)).isEqualTo(same);
    }

    @Test
    void looksNoDeeperThanThirtyTwoLevels() {
        assertThat(SameJson.is(nested(31, "{\"a\":1,\"b\":2}"), nested(31, "{\"b\":2,\"a\":1}")))
                .isTrue();
        assertThat(SameJson.is(nested(32, "{\"a\":1,\"b\":2}"), nested(32, "{\"b\":2,\"a\":1}")))
                .isFalse();
        assertThat(SameJson.is(nested(5_000, "1"), nested(5_000, "1"))).isTrue();
    }

    private static String nested(int levels, String json) {
        return "[".repeat(levels) + json + "]".repeat(levels);
    }
}
