package com.example;

import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What our clients learn when the provider gives no answer. What the provider wrote is for our logs, not for them. */
@Provider
public class ProviderErrors implements ExceptionMapper<ChatException> {
    @Override
    public Response toResponse(ChatException error) {
        Status status = Status.BAD_GATEWAY;
        Response.ResponseBuilder response = Response.noContent();
        if (error instanceof StreamTimeoutException) {
            status = Status.GATEWAY_TIMEOUT;
        } else if (error instanceof RejectedException rejected && rejected.isRetryable()) {
            status = Status.SERVICE_UNAVAILABLE;
            if (rejected.retryAfter() != null) {
                response.header(
                        HttpHeaders.RETRY_AFTER,
                        Math.max(1, rejected.retryAfter().toSeconds()));
            }
        }
        Problem problem = new Problem(
                status.getReasonPhrase(), status.getStatusCode(), "The model gave no answer: " + error.kind());
        return response.status(status)
                .type("application/problem+json") // although the client accepts a stream
                .entity(problem)
                .build();
    }

    /** A problem as RFC 9457 describes it. */
    public record Problem(String title, int status, String detail) {}
}
