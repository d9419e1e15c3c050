package com.example;

import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What our clients learn when the provider gives no answer. What the provider wrote is for our logs, not for them. */
@RestControllerAdvice
class ProviderErrors {
    @ExceptionHandler
    ResponseEntity<ProblemDetail> noAnswer(ChatException e) {
        HttpStatus status = HttpStatus.BAD_GATEWAY;
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON); // although the client accepts a stream
        if (e instanceof StreamTimeoutException) {
            status = HttpStatus.GATEWAY_TIMEOUT;
        } else if (e instanceof RejectedException rejected && rejected.isRetryable()) {
            status = HttpStatus.SERVICE_UNAVAILABLE;
            if (rejected.retryAfter() != null) {
                headers.set(
                        HttpHeaders.RETRY_AFTER,
                        "" + Math.max(1, rejected.retryAfter().toSeconds()));
            }
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, "The model gave no answer: " + e.kind());
        return new ResponseEntity<>(problem, headers, status);
    }
}
