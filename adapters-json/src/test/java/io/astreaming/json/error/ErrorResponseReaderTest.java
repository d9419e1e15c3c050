package io.astreaming.json.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.RejectedException;
import io.astreaming.json.Corpus;
import io.astreaming.port.ResponseHead;
import io.astreaming.value.ErrorDetail;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
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
                .orElse(text(body.get("request_id")));
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
    void saysWhatABodyThatIsAMereStringSaysAndNothingOfOneThatIsBlank() {
        assertThat(decode(502, Map.of(), "\"boom\"\n")).hasMessageEndingWith("with status 502: boom");
        assertThat(decode(502, Map.of(), "\n \r\n\n")).hasMessageEndingWith("with status 502");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "429 | {\"error\":{\"code\":429,\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"3s\"}]}} | 3000",
                "429 | [{\"error\":{\"message\":\"m\",\"details\":[{},{\"retryDelay\":\"1.5s\"}]}}] | 1500",
                "429 | {\"error\":{\"message\":\"m\",\"retry_after\":2}} | 2000",
                "500 | {\"retry_after_ms\":\"250\",\"message\":\"m\"} | 250",
                "429 | {\"error\":{\"details\":[{\"retryDelay\":\"soon\"},{\"retryDelay\":-1}]}} | none",
                "429 | {\"error\":{\"details\":[{\"retryDelay\":\"99999999999999999999s\"}]}} | 86400000",
                "429 | {\"error\":{\"message\":\"Limit 3, Used 3. Please try again in 1.5s. Visit\"}} | 1500",
                "429 | {\"error\":{\"message\":\"Please try again in 6m0s.\"}} | 360000",
                "429 | {\"error\":{\"message\":\"Please try again in 1h2m3.5s.\"}} | 3723500",
                "503 | {\"error\":{\"message\":\"Please retry after 30 seconds.\"}} | 30000",
                "429 | Please retry in 250ms | 250",
                "429 | Please wait 5 milliseconds, then go on | 5",
                "429 | Please retry in 5 models | none",
                "429 | {\"error\":{\"message\":\"Try again in 999999999 hours\"}} | 86400000",
                "429 | {\"error\":{\"message\":\"Try again in a moment, or 5 of them\"}} | none",
                "400 | {\"error\":{\"message\":\"try again in 5s\"}} | none"
            })
    void takesAdviceFromTheBodyWhereNoHeaderGivesAny(int status, String body, Long millis) {
        assertThat(decode(status, Map.of(), body).retryAfter())
                .isEqualTo(millis == null ? null : Duration.ofMillis(millis));
        assertThat(decode(status, Map.of("retry-after", List.of("7")), body).retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void readsAnthropicsErrors() {
        RejectedException busy = decode(
                529,
                Map.of(),
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},"
                        + "\"request_id\":\"req_1\"}");
        assertThat(busy.detail().type()).isEqualTo("overloaded_error");
        assertThat(busy.detail().message()).isEqualTo("Overloaded");
        assertThat(busy.requestId()).isEqualTo("req_1");
        assertThat(busy.isRetryable()).isTrue();
        RejectedException spent = decode(
                429,
                Map.of("request-id", List.of("req_2")),
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Spent\",\"details\":"
                        + "{\"error_code\":\"enforced_spend_limit_reached\",\"message\":\"x\"}},\"request_id\":\"req_1\"}");
        assertThat(spent.detail().code()).isEqualTo("enforced_spend_limit_reached");
        assertThat(spent.detail().message()).isEqualTo("Spent");
        assertThat(spent.requestId()).isEqualTo("req_2");
        assertThat(spent.isRetryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"500, false, false", "400, true, true", "500, maybe, true", "400, '', false"})
    void letsTheProviderSayWhetherToAskAgain(int status, String header, boolean retryable) {
        assertThat(decode(status, Map.of("X-Should-Retry", List.of(header)), "").isRetryable())
                .isEqualTo(retryable);
    }

    @Test
    void waitsForTheLimitsThatAreExhaustedWhereNothingElseIsSaid() {
        Map<String, List<String>> headers = Map.of(
                "x-ratelimit-remaining-requests", List.of("0"),
                "x-ratelimit-reset-requests", List.of("12ms"),
                "x-ratelimit-remaining-tokens", List.of("0"),
                "x-ratelimit-reset-tokens", List.of("1m3s"),
                "x-ratelimit-remaining-images", List.of("1"),
                "x-ratelimit-reset-images", List.of("1h"));
        assertThat(decode(429, headers, "").retryAfter()).isEqualTo(Duration.ofSeconds(63));
        assertThat(decode(503, headers, "").retryAfter()).isNull();
        assertThat(decode(429, headers, "{\"retry_after\":2,\"message\":\"m\"}").retryAfter())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void takesAdviceOnlyFromTheBeginningOfALongMessage() {
        String advice = "try again in 5s";
        assertThat(decode(429, Map.of(), message("x".repeat(2_000 - advice.length()) + advice))
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(decode(429, Map.of(), message("x".repeat(2_000) + advice)).retryAfter())
                .isNull();
    }

    private static String message(String text) {
        return "{\"error\":{\"message\":\"" + text + "\"}}";
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`data: {\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":429}}\n\n`",
                "`: hi\n\nevent: error\ndata: {\"message\":\"m\",\ndata: \"type\":\"t\",\"code\":429}\n\ndata: [DONE]\n\n`",
                "`event: x\r\ndata: {\"id\":\"c\"}\r\n\r\ndata: {\"message\":\"m\",\"code\":\"429\",\"type\":\"t\"}`",
                "`{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":429}}\n{\"done\":true}`",
                "`{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":429,\"cost\":NaN}}`"
            })
    void readsBodiesThatAreEventStreamsOrNearlyJson(String body) {
        ErrorDetail detail = decode(429, Map.of(), body.replace("\\n", "\n").replace("\\r", "\r"))
                .detail();
        assertThat(detail.message()).isEqualTo("m");
        assertThat(detail.type()).isEqualTo("t");
        assertThat(detail.code()).isEqualTo("429");
    }

    @Test
    void takesTheWordsOfAnEventThatIsNoJson() {
        assertThat(decode(500, Map.of(), "event: error\ndata: out of memory\n\n")
                        .detail()
                        .message())
                .isEqualTo("out of memory");
    }

    @Test
    void readsACompressedBodyAsFarAsItComes() throws IOException {
        String json = "{\"error\":{\"message\":\"m\",\"type\":\"t\"}}";
        byte[] gzip = compressed(json, GZIPOutputStream::new);
        byte[] zlib = compressed(json, DeflaterOutputStream::new);
        byte[] raw = compressed(json, out -> new DeflaterOutputStream(out, new Deflater(9, true)));
        assertThat(message(gzip, "gzip")).isEqualTo("m");
        assertThat(message(gzip, "identity")).isEqualTo("m");
        assertThat(message(zlib, "deflate")).isEqualTo("m");
        assertThat(message(raw, "deflate")).isEqualTo("m");
        assertThat(message(Arrays.copyOf(gzip, gzip.length - 8), "gzip")).isEqualTo("m");
        assertThat(message(gzip, "br")).isEqualTo("m");
        assertThat(message(new byte[] {1, 2, 3}, "br")).isEqualTo("a body compressed with br");
    }

    @Test
    void takesNoMoreOfACompressedBodyThanOfAPlainOne() throws IOException {
        byte[] bomb = compressed("x".repeat(50_000_000), GZIPOutputStream::new);
        RejectedException e = (RejectedException)
                reader.decode(new ResponseHead(500, Map.of("content-encoding", List.of("gzip"))), bomb);
        assertThat(e.detail().wire().text()).hasSizeLessThan(70_000);
    }

    private String message(byte[] body, String coding) {
        ResponseHead head = new ResponseHead(500, Map.of("Content-Encoding", List.of(coding)));
        return ((RejectedException) reader.decode(head, body)).detail().message();
    }

    private static byte[] compressed(String text, Compression compression) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream in = compression.into(out)) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private interface Compression {
        OutputStream into(OutputStream out) throws IOException;
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
