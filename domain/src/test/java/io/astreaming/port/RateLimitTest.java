package io.astreaming.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void readsTheLimitsOfOpenaiAndItsLikes() {
        assertThat(of(
                        "X-RateLimit-Limit-Requests", "500",
                        "x-ratelimit-remaining-requests", "499",
                        "x-ratelimit-reset-requests", "120ms",
                        "x-ratelimit-remaining-tokens", "0",
                        "x-ratelimit-limit", "7"))
                .containsExactly(
                        new RateLimit("requests", 500L, 499L, Duration.ofMillis(120)),
                        new RateLimit("tokens", null, 0L, null));
    }

    @Test
    void readsTheLimitsOfAnthropicByTheResponsesOwnTime() {
        assertThat(of(
                        "anthropic-ratelimit-input-tokens-limit", "50000",
                        "anthropic-ratelimit-input-tokens-remaining", "0",
                        "anthropic-ratelimit-input-tokens-reset", "2026-01-02T11:00:05Z",
                        "date", "Fri, 02 Jan 2026 11:00:00 GMT"))
                .containsExactly(new RateLimit("input-tokens", 50_000L, 0L, Duration.ofSeconds(5)))
                .allMatch(RateLimit::isExhausted);
    }

    @ParameterizedTest
    @CsvSource({
        "12ms, 12",
        "1m3s, 63000",
        "6m0s, 360000",
        "1.5s, 1500",
        "1H2M, 3720000",
        "2, 2000",
        "9d, 86400000",
        "2026-01-02T12:00:01+00:00, 1000",
        "2026-01-02T11:00:00Z, 0",
        "soon, ",
        "1x, ",
        "'', ",
        "1s2, ",
        "s, ",
        "1..5s, ",
    })
    void readsWhenALimitIsWholeAgain(String reset, Long millis) {
        assertThat(of("x-ratelimit-reset-tokens", reset))
                .containsExactly(
                        new RateLimit("tokens", null, null, millis == null ? null : Duration.ofMillis(millis)));
    }

    @Test
    void boundsHowManyItReads() {
        Map<String, List<String>> headers = new HashMap<>();
        for (char c = 'a'; c <= 'z'; c++) {
            headers.put("x-ratelimit-limit-" + c, List.of("99999999999999999999"));
        }
        assertThat(RateLimit.of(new ResponseHead(200, headers), NOON))
                .hasSize(20)
                .allSatisfy(limit -> assertThat(limit.limit()).isNull());
    }

    private static List<RateLimit> of(String... namesAndValues) {
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return RateLimit.of(new ResponseHead(429, headers), NOON);
    }
}
