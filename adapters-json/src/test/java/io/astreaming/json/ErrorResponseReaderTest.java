package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.RejectedException;
import io.astreaming.port.ResponseHead;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorResponseReaderTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);
    private final ErrorResponseReader reader = new ErrorResponseReader(Json.createParserFactory(Map.of()), NOON);

    static List<Path> recorded() {
        return Corpus.files("errors", ".json");
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void readsRecordedErrors(Path file) {
        JsonObject record = object(Corpus.read(file));
        Map<String, List<String>> headers = new HashMap<>();
        record.getJsonObject("headers").forEach((name, value) -> headers.put(name, List.of(text(value))));
        String bodyText = record.getString("bodyText");
        RejectedException e = decode(record.getInt("httpStatus"), headers, bodyText);

        assertThat(e.status()).isEqualTo(record.getInt("httpStatus"));
        assertThat(e.detail().wire().text()).isEqualTo(bodyText.strip());
        JsonObject body = record.getJsonObject("body");
        JsonValue error = body.getOrDefault("error", body);
        JsonObject from = error instanceof JsonObject inner ? inner : body;
        String message = error instanceof JsonString string
                ? string.getString()
                : from.getString("message", from.getString("detail", null));
        assertThat(e.detail().message()).isNotEmpty().isEqualTo(message);
        assertThat(e.detail().type()).isEqualTo(text(from.get("type")));
        assertThat(e.detail().code()).isEqualTo(text(from.get("code")));
        assertThat(e.detail().param()).isEqualTo(text(from.get("param")));
        String requestId = headers.keySet().stream()
                .filter(name -> name.endsWith("request-id"))
                .findFirst()
                .map(name -> headers.get(name).get(0))
                .orElse(null);
        assertThat(e.requestId()).isEqualTo(requestId);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "upstream connect error, upstream connect error",
                "` a\r\n\tb `, a b",
                "<!DOCTYPE html><html><HEAD><title> 502 Bad Gateway </title>, 502 Bad Gateway (an HTML page)",
                "<html><body>x</body>, an HTML page instead of an error",
                "``, ``",
                "{\"error\":{\"message\":\"cut of, {\"error\":{\"message\":\"cut of",
                "nul, nul"
            })
    void takesWhatIsNoJsonInItsWords(String body, String message) {
        assertThat(decode(502, Map.of(), body).detail().message()).isEqualTo(message);
    }

    @Test
    void boundsWhatItQuotes() {
        RejectedException e = decode(500, Map.of(), "word ".repeat(10_000));
        assertThat(e.detail().message()).hasSizeLessThan(310);
        assertThat(decode(500, Map.of(), "<title>".repeat(10_000)).detail().message())
                .hasSizeLessThan(310);
        assertThat(decode(500, Map.of(), "[".repeat(60_000)).detail().message()).hasSizeLessThan(310);
    }

    @Test
    void survivesBytesThatAreNoText() {
        byte[] body = {
            (byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', '"', 'e', 'r', 'r', 'o', 'r', '"', ':', '"', 'm', '"', '}'
        };
        assertThat(((RejectedException) reader.decode(new ResponseHead(400, Map.of()), body))
                        .detail()
                        .message())
                .isEqualTo("m");
        byte[] noise = {(byte) 0xFF, 0, (byte) 0xC3, 27, '['};
        assertThat(reader.decode(new ResponseHead(400, Map.of()), noise)).isInstanceOf(RejectedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "retry-after, 7, 7000",
                "Retry-After, 0, 0",
                "retry-after, 1.5, 1500",
                "retry-after-ms, 250, 250",
                "retry-after-ms, 0.5, 1",
                "retry-after, 99999999999999, 86400000",
                "retry-after, -3, none",
                "retry-after, soon, none",
                "retry-after, '', none",
                "retry-after, 1e3, none",
                "retry-after, NaN, none",
                "retry-after, 999999999999999999999999999999, 86400000",
                "retry-after, 'Fri, 02 Jan 2026 12:00:30 GMT', 30000",
                "retry-after, 'Fri, 02 Jan 2026 11:59:00 GMT', 0",
                "retry-after, 'Sat, 02 Jan 2100 12:00:00 GMT', 86400000"
            })
    void takesTheAdviceWhenToTryAgain(String header, String value, Long millis) {
        RejectedException e = decode(429, Map.of(header, List.of(value)), "{}");
        assertThat(e.retryAfter()).isEqualTo(millis == null ? null : Duration.ofMillis(millis));
    }

    @Test
    void prefersMillisecondsAndTheProvidersOwnClock() {
        assertThat(decode(429, Map.of("retry-after", List.of("7"), "retry-after-ms", List.of("6500")), "")
                        .retryAfter())
                .isEqualTo(Duration.ofMillis(6_500));
        assertThat(decode(
                                429,
                                Map.of(
                                        "date", List.of("Fri, 02 Jan 2026 11:00:00 GMT"),
                                        "retry-after", List.of("Fri, 02 Jan 2026 11:00:05 GMT")),
                                "")
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x-request-id", "Request-Id", "x-ms-request-id", "apim-request-id", "x-amzn-requestid", "CF-Ray"
            })
    void findsTheRequestsName(String header) {
        assertThat(decode(500, Map.of(header, List.of(" r1 ")), "").requestId()).isEqualTo("r1");
    }

    private RejectedException decode(int status, Map<String, List<String>> headers, String body) {
        return (RejectedException)
                reader.decode(new ResponseHead(status, headers), body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject object(String json) {
        try (JsonReader in = Json.createReader(new StringReader(json))) {
            return in.readObject();
        }
    }

    private static String text(JsonValue value) {
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
