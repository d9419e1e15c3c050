package io.astreaming.json;

import io.astreaming.chunk.ErrorDetail;
import io.astreaming.chunk.JsonText;
import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.port.ErrorDecoder;
import io.astreaming.port.Payload;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamLimits;
import jakarta.json.stream.JsonParserFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads responses that aren't a success. Thread-safe. */
final class ErrorResponseReader implements ErrorDecoder {
    private static final List<String> REQUEST_IDS =
            List.of("x-request-id", "request-id", "x-ms-request-id", "apim-request-id", "x-amzn-requestid", "cf-ray");
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]{0,100}>([^<]{1,300})</title>", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_QUOTE = 300;

    private final JsonParserFactory parsers;
    private final RetryAdvice retryAdvice;

    ErrorResponseReader(JsonParserFactory parsers, Clock clock) {
        this.parsers = parsers;
        this.retryAdvice = new RetryAdvice(clock);
    }

    @Override
    public ChatException decode(ResponseHead head, byte[] body) {
        return new RejectedException(head.status(), detail(body), requestId(head), retryAdvice.in(head));
    }

    private ErrorDetail detail(byte[] body) {
        Payload payload = new Payload(body, 0, body.length, Payload.MESSAGE, 0, 0);
        String text = new String(body, StandardCharsets.UTF_8).strip();
        try {
            PayloadScan.check(payload, StreamLimits.DEFAULT);
            try (JsonReader in = new JsonReader(parsers, text.startsWith("\uFEFF") ? text.substring(1) : text)) {
                ErrorFinding finding = ErrorFinding.read(in);
                in.finish();
                ErrorDetail detail = finding.detail(new JsonText(text));
                boolean silent = detail.message().isEmpty() && detail.type() == null && detail.code() == null;
                return silent ? new ErrorDetail(inWords(text), null, null, null, detail.wire()) : detail;
            }
        } catch (RuntimeException e) {
            // No JSON, or cut where our limit is: then its words are the message.
            return new ErrorDetail(inWords(text), null, null, null, JsonText.ofString(text));
        }
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
