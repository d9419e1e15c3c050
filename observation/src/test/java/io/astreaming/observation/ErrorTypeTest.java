package io.astreaming.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.RejectedException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.ErrorDetail;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTypeTest {
    @ParameterizedTest
    @CsvSource({"302, 302", "429, 429", "599, 599", "600, _OTHER", "999, _OTHER", "299, _OTHER", "-1, _OTHER"})
    void isTheStatusOfARejectedRequestIfHttpHasIt(int status, String type) {
        RejectedException error =
                new RejectedException(status, new ErrorDetail("no", null, null, null, JsonText.of("{}")), null, null);
        assertThat(ErrorType.of(error)).isEqualTo(type);
    }
}
