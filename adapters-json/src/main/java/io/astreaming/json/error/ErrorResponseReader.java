package io.astreaming.json.error;

import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.json.token.NonFiniteNumbers;
import io.astreaming.json.token.ParserTokens;
import io.astreaming.json.token.PayloadValidator;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ErrorDecoder;
import io.astreaming.port.Payload;
import io.astreaming.port.RateLimit;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.ErrorDetail;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads responses whose status isn't a success. Thread-safe. */
public final class ErrorResponseReader implements ErrorDecoder {
    private static final List<String> REQUEST_IDS =
            List.of("x-request-id", "request-id", "x-ms-request-id", "apim-request-id", "x-amzn-requestid", "cf-ray");
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]{0,100}>([^<]{1,300})</title>", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_QUOTE = 300;

    private static final int TOO_MANY_REQUESTS = 429;

    private final JsonParserFactory parsers;
    private final Clock clock;
    private final RetryAfterHeader retryAfter;

    /**
     * Creates a reader.
     *
     * @param clock the time for dates in {@code Retry-After}, if the response has none of its own
     */
    public ErrorResponseReader(JsonParserFactory parsers, Clock clock) {
        this.parsers = parsers;
        this.clock = clock;
        this.retryAfter = new RetryAfterHeader(clock);
    }

    @Override
    public ChatException decode(ResponseHead head, byte[] body) {
        String coding = head.header("content-encoding");
        String text = ErrorText.text(body, coding);
        ErrorDetail detail = text == null
                ? new ErrorDetail("a body compressed with " + coding, null, null, null, JsonText.NULL)
                : detail(text);
        Duration wait = retryAfter.in(head);
        if (wait == null) {
            wait = retryAfter(head.status(), detail);
        }
        if (wait == null && head.status() == TOO_MANY_REQUESTS) {
            wait = untilReset(head);
        }
        String requestId = requestId(head);
        RejectedException e = new RejectedException(
                head.status(), detail, requestId == null ? requestId(detail.wire()) : requestId, wait);
        return switch (Objects.requireNonNullElse(head.header("x-should-retry"), "")) {
            case "true" -> e.withRetryable(true);
            case "false" -> e.withRetryable(false);
            default -> e;
        };
    }

    /** Returns how long it takes until every limit that is exhausted is whole again; null if none is exhausted. */
    private @Nullable Duration untilReset(ResponseHead head) {
        Duration longest = null;
        for (RateLimit limit : RateLimit.of(head, clock.instant())) {
            Duration reset = limit.isExhausted() ? limit.reset() : null;
            if (reset != null && (longest == null || reset.compareTo(longest) > 0)) {
                longest = reset;
            }
        }
        return longest;
    }

    /** Returns the id of the request in the body of an error, where Anthropic repeats it; null if there is none. */
    private @Nullable String requestId(JsonText wire) {
        if (!wire.text().startsWith("{")) {
            return null;
        }
        try (ParserTokens in = new ParserTokens(parsers, wire.text())) {
            in.next();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("request_id") && in.event() == JsonParser.Event.VALUE_STRING) {
                    String id = in.string().strip();
                    return id.isEmpty() ? null : id;
                }
                in.skip();
            }
        }
        return null;
    }

    /** Returns the error of the first part that has one; of a text that isn't JSON, or is cut, a quotation. */
    private ErrorDetail detail(String text) {
        List<String> parts = ErrorText.parts(text);
        ErrorDetail silent = null;
        for (String part : parts) {
            try {
                ErrorDetail detail = json(part);
                if (!detail.message().isEmpty() || detail.type() != null || detail.code() != null) {
                    return detail;
                }
                silent = silent == null ? detail : silent;
            } catch (RuntimeException e) {
                // this part isn't JSON
            }
        }
        String quotation = quotation(parts.get(0));
        return new ErrorDetail(quotation, null, null, null, silent == null ? JsonText.ofString(text) : silent.wire());
    }

    private ErrorDetail json(String part) {
        boolean nonFinite = PayloadValidator.check(Payload.of(part), StreamLimits.DEFAULT);
        String json = nonFinite ? NonFiniteNumbers.in(part).text() : part;
        try (ParserTokens in = new ParserTokens(parsers, json)) {
            ErrorFields fields = ErrorFields.read(in);
            in.finish();
            ErrorDetail detail = fields.detail(new JsonText(json));
            // A status in the body repeats that of the response; it isn't the provider's code.
            boolean hasCode = json.toLowerCase(Locale.ROOT).contains("code\"");
            return hasCode
                    ? detail
                    : new ErrorDetail(detail.message(), detail.type(), null, detail.param(), detail.wire());
        }
    }

    /**
     * Returns how long the body asks to wait: in a member or, if the status is that of a limit, in the message; null if
     * it doesn't.
     */
    private @Nullable Duration retryAfter(int status, ErrorDetail detail) {
        Duration wait = null;
        if (detail.wire().text().startsWith("{") || detail.wire().text().startsWith("[")) {
            try (ParserTokens in = new ParserTokens(parsers, detail.wire().text())) {
                in.next();
                wait = RetryAfterBody.in(in);
            }
        }
        boolean ofLimit = status == 429 || status == 503 || status == 529;
        return wait == null && ofLimit ? RetryAfterBody.in(detail.message()) : wait;
    }

    private static String quotation(String text) {
        String line = text.replaceAll("\\s+", " ");
        if (line.startsWith("<")) {
            Matcher title = TITLE.matcher(line);
            return title.find() ? title.group(1).strip() + " (an HTML page)" : "an HTML page instead of an error";
        }
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    private static @Nullable String requestId(ResponseHead head) {
        for (String name : REQUEST_IDS) {
            String value = head.header(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }
}
