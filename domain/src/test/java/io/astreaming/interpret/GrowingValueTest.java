package io.astreaming.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingValueTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[{}]", "{\"a\":\"}{{\"}", "\"{\"", "\"\\\"{\"", "\"\\\\\"", " {\"\\\\\":[1]} ", "1"})
    void seesTheEndOfAValue(String text) {
        assertThat(new GrowingValue().isClosed(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{", "[{}", "{\"a\":\"}", "\"", "\"\\\"", "\"\\\\\\\"", "{\"}\"", "[\"\\\"]\""})
    void seesThatAValueGoesOn(String text) {
        assertThat(new GrowingValue().isClosed(text)).isFalse();
    }

    @Test
    void goesOnWhereItStopped() {
        GrowingValue end = new GrowingValue();
        StringBuilder text = new StringBuilder();
        String json = "{\"a\\\"}\":[\"]\",{}]}";
        for (int i = 0; i < json.length(); i++) {
            assertThat(end.isClosed(text)).isFalse();
            text.append(json.charAt(i));
        }
        assertThat(end.isClosed(text)).isTrue();
    }
}
