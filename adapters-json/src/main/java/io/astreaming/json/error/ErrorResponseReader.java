package io.astreaming.json.error;

import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.json.token.NonFiniteNumbers;
import io.astreaming.json.token.ParserTokens;
import io.astreaming.json.token.PayloadValidator;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ErrorDecoder;
import io.astreaming.port.Payload;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.ErrorDetail;
import jakarta.json.stream.JsonParserFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads responses that aren't a success. Thread-safe. */
public final class ErrorResponseReader implements ErrorDecoder {
    private static final List<String> REQUEST_IDS =
            List.of("x-request-id", "request-id", "x-ms-request-id", "apim-request-id", "x-amzn-requestid", "cf-ray");
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]{0,100}>([^<]{1,300})</title>", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_QUOTE = 300;

    private final JsonParserFactory parsers;
    private final RetryAfterHeader retryAdvice;

    public ErrorResponseReader(JsonParserFactory parsers, Clock clock) {
        this.parsers = parsers;
        this.retryAdvice = new RetryAfterHeader(clock);
    }

    @Override
    public ChatException decode(ResponseHead head, byte[] body) {
        String coding = head.header("content-encoding");
        String text = ErrorText.text(body, coding);
        ErrorDetail detail = text == null
                ? new ErrorDetail("a body compressed with " + coding, null, null, null, JsonText.NULL)
                : detail(text);
        Duration wait = retryAdvice.in(head);
        if (wait == null) {
            wait = advice(head.status(), detail);
        }
        return new RejectedException(head.status(), detail, requestId(head), wait);
    }

    /**
     * What the first part says that says something; of a text that is no JSON, or cut where our limit is, its words.
     */
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
                // no JSON
            }
        }
        String words = inWords(parts.get(0));
        return new ErrorDetail(words, null, null, null, silent == null ? JsonText.ofString(text) : silent.wire());
    }

    private ErrorDetail json(String part) {
        boolean nonFinite = PayloadValidator.check(Payload.of(part), StreamLimits.DEFAULT);
        String json = nonFinite ? NonFiniteNumbers.in(part).text() : part;
        try (ParserTokens in = new ParserTokens(parsers, json)) {
            ErrorFields finding = ErrorFields.read(in);
            in.finish();
            ErrorDetail detail = finding.detail(new JsonText(json));
            // A status in the body repeats the response's own: it is no code of the provider's.
            boolean hasCode = json.toLowerCase(Locale.ROOT).contains("code\"");
            return hasCode
                    ? detail
                    : new ErrorDetail(detail.message(), detail.type(), null, detail.param(), detail.wire());
        }
    }

    /**
     * What the body says of when to try again, where it says so in a member or, of a limit that was hit, in its words.
     */
    private @Nullable Duration advice(int status, ErrorDetail detail) {
        Duration wait = null;
        if (detail.wire().text().startsWith("{") || detail.wire().text().startsWith("[")) {
            try (ParserTokens in = new ParserTokens(parsers, detail.wire().text())) {
                in.next();
                wait = RetryAfterHeader.in(in);
            }
        }
        boolean ofLimit = status == 429 || status == 503 || status == 529;
        return wait == null && ofLimit ? RetryAfterHeader.in(detail.message()) : wait;
    }

    private static String inWords(String text) {
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
