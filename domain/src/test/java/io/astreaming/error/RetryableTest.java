package io.astreaming.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.jsontext.JsonText;
import io.astreaming.value.ErrorDetail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        ", billing_error, false",
        ", request_too_large, false",
        "invalid_prompt, , false",
        "bio_policy, , false",
        "image_too_large, server_error, false",
        "invalid_image_mode, , false",
        "invalid_image, , false",
        "unsupported_image_media_type, , false",
        "server_error, , true",
        "vector_store_timeout, , true",
        // Quotas and budgets that don't come back by waiting.
        "insufficient_quota, , false",
        ", insufficient_quota, false",
        "credit_balance_exhausted, , false",
    })
    void tellsWhetherAProviderBlamesTheRequest(String code, String type, boolean retryable) {
        ErrorDetail detail = new ErrorDetail("no", type, code, null, JsonText.NULL);
        assertThat(new ProviderFailedException(detail, null).isRetryable()).isEqualTo(retryable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient_quota", "enforced_spend_limit_reached", "credit_balance_exhausted"})
    void neverAsksAgainWhenAQuotaIsUsedUp(String code) {
        ErrorDetail ofCode = new ErrorDetail("no", "rate_limit_error", code, null, JsonText.NULL);
        ErrorDetail ofType = new ErrorDetail("no", code, null, null, JsonText.NULL);
        assertThat(new RejectedException(429, ofCode, null, null).isRetryable()).isFalse();
        assertThat(new RejectedException(429, ofType, null, null).isRetryable()).isFalse();
        assertThat(new RejectedException(429, ofCode, null, null)
                        .withRetryable(true)
                        .isRetryable())
                .isFalse();
    }

    @Test
    void letsTheProviderSayWhetherToAskAgain() {
        ErrorDetail detail = new ErrorDetail("no", null, null, null, JsonText.NULL);
        RejectedException busy = new RejectedException(503, detail, null, null);
        assertThat(busy.withRetryable(false).map(text -> text).isRetryable()).isFalse();
        assertThat(new RejectedException(400, detail, null, null)
                        .withRetryable(true)
                        .isRetryable())
                .isTrue();
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
