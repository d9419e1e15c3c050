package io.astreaming.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.ErrorDetail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which errors say that asking again may help. */
class RetryableTest {
    @ParameterizedTest(name = "code {0}, type {1}: {2}")
    @CsvSource({
        // Nobody is blamed, or the provider.
        ", , true",
        "500, , true",
        "503, server_error, true",
        "overloaded, overloaded_error, true",
        "rate_limit_exceeded, rate_limit_error, true",
        // The codes of HTTP that may pass, whatever the type says.
        "408, , true",
        "409, , true",
        "429, , true",
        "429, invalid_request_error, true",
        // The others blame the request.
        "400, , false",
        "401, , false",
        "404, server_error, false",
        "422, , false",
        "499, , false",
        // So do these types, in words or with a code that isn't one of HTTP.
        ", invalid_request_error, false",
        ", authentication_error, false",
        ", permission_error, false",
        ", not_found_error, false",
        ", BadRequestError, false",
        ", NotFoundError, false",
        "context_length_exceeded, invalid_request_error, false",
        "4001, invalid_request_error, false",
        "4001, , true",
        "40, , true",
        "4xx, , true",
    })
    void tellsWhetherAProviderBlamesTheRequest(String code, String type, boolean retryable) {
        ErrorDetail detail = new ErrorDetail("no", type, code, null, JsonText.NULL);
        assertThat(new ProviderFailedException(detail, null).isRetryable()).isEqualTo(retryable);
    }

    @ParameterizedTest(name = "status {0}: {1}")
    @CsvSource({
        "301, false", "400, false", "401, false", "404, false", "407, false", "408, true", "409, true", "410, false",
        "422, false", "428, false", "429, true", "430, false", "499, false", "500, true", "503, true", "529, true"
    })
    void tellsWhichStatusMayPass(int status, boolean retryable) {
        ErrorDetail detail = new ErrorDetail("no", "invalid_request_error", "400", null, JsonText.NULL);
        assertThat(new RejectedException(status, detail, null, null).isRetryable())
                .isEqualTo(retryable);
    }

    @Test
    void saysWhatTheProviderSaid() {
        ErrorDetail detail = new ErrorDetail("too many\ncooks", "t", "c", "p", JsonText.NULL);
        ProviderFailedException error = new ProviderFailedException(detail, new Position(3, 40, null));
        assertThat(error.detail()).isEqualTo(detail);
        assertThat(error.kind()).isEqualTo("provider");
        assertThat(error)
                .hasMessageStartingWith("the provider failed in the middle of the stream (event #3")
                .hasMessageContaining("too many")
                .hasMessageNotContaining("\n")
                .hasMessageContaining(", type t, code c;");
    }
}
