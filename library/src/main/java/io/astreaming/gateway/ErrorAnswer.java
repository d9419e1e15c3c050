package io.astreaming.gateway;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConcurrencyException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.value.ErrorDetail;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error in OpenAI's form.
 *
 * @param status the HTTP status
 * @param headers the headers of a response that consists of the error
 * @param body the JSON
 */
record ErrorAnswer(int status, Map<String, String> headers, String body) {
    private static final int BAD_GATEWAY = 502;

    /** The request can't be read, or the provider's protocol has no place for something in it. */
    static ErrorAnswer badRequest(IllegalArgumentException e) {
        return of(400, new LinkedHashMap<>(), String.valueOf(e.getMessage()), "invalid_request_error", null, null);
    }

    static ErrorAnswer interrupted() {
        return of(503, new LinkedHashMap<>(), "the gateway is stopping", "server_error", null, null);
    }

    /** Returns why an answer isn't whole; null if it is. */
    static @Nullable ErrorAnswer of(@Nullable Outcome outcome, @Nullable Throwable thrown) {
        if (thrown instanceof IllegalArgumentException refused) {
            return badRequest(refused);
        }
        if (outcome == null) {
            return of(500, new LinkedHashMap<>(), "the gateway failed", "server_error", null, null);
        }
        ChatException error = outcome.error();
        return error == null ? null : of(error);
    }

    private static ErrorAnswer of(ChatException error) {
        int status = statusOf(error);
        Map<String, String> headers = new LinkedHashMap<>();
        ErrorDetail detail = null;
        if (error instanceof RejectedException rejected) {
            detail = rejected.detail();
            Duration pause = rejected.retryAfter();
            if (pause != null) {
                headers.put("Retry-After", String.valueOf((pause.toMillis() + 999) / 1_000));
                headers.put("Retry-After-Ms", String.valueOf(pause.toMillis()));
            }
            if (rejected.requestId() != null) {
                headers.put("x-request-id", rejected.requestId());
            }
        } else if (error instanceof ProviderFailedException failed) {
            detail = failed.detail();
        }
        boolean looksTransient = status == 408 || status == 409 || status == 429 || status >= 500;
        if (looksTransient && !error.isRetryable()) {
            headers.put("x-should-retry", "false"); // what clients of OpenAI obey
        }
        String type = status == 429 ? "rate_limit_error" : status >= 500 ? "server_error" : "invalid_request_error";
        if (detail == null || detail.message().isBlank()) {
            return of(status, headers, String.valueOf(error.getMessage()), type, null, error.kind());
        }
        return of(
                status,
                headers,
                detail.message(),
                detail.type() == null ? type : detail.type(),
                detail.param(),
                detail.code());
    }

    private static int statusOf(ChatException error) {
        if (error instanceof RejectedException rejected) {
            int status = rejected.status();
            return status >= 400 && status < 600 && status != 407 ? status : BAD_GATEWAY;
        } else if (error instanceof ProviderFailedException failed) {
            return statusOf(failed.detail());
        } else if (error instanceof StreamTimeoutException) {
            return 504;
        }
        return error instanceof ConcurrencyException ? 503 : BAD_GATEWAY;
    }

    /** Providers that report an error within a stream often name the status that they would have sent. */
    private static int statusOf(ErrorDetail detail) {
        String code = detail.code();
        if (code != null && code.matches("[45]\\d\\d")) {
            return Integer.parseInt(code);
        }
        String words = detail.type() + " " + code;
        if (words.contains("rate_limit") || words.contains("insufficient_quota")) {
            return 429;
        } else if (words.contains("overloaded")) {
            return 503;
        }
        return words.contains("invalid_request") ? 400 : BAD_GATEWAY;
    }

    private static ErrorAnswer of(
            int status,
            Map<String, String> headers,
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        headers.put("Content-Type", "application/json");
        return new ErrorAnswer(
                status,
                headers,
                new JsonWriter().tree(Map.of("error", error)).text().text());
    }
}
