package io.astreaming.app.recording;

import io.astreaming.port.Payload;
import io.astreaming.replay.format.RecordingFormat;
import io.astreaming.sse.SseEncoder;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the streams of an HTTP archive (HAR 1.2), which browsers save. Chrome adds the events of a stream, each with
 * its time, as {@code _eventSourceMessages} ({@code models/har} in its developer tools); without them the body is read,
 * and there are no times. No header, no cookie and nothing of a request is read.
 */
final class HarFile {
    /** A stream's number behind the file's name. */
    private static final Pattern NUMBERED = Pattern.compile("(?i)(.+\\.har)#(\\d{1,4})");

    private static final int MAX_BYTES = 64 << 20;

    private HarFile() {}

    /**
     * Reads the only stream, or the one whose number stands behind the file's name.
     *
     * @throws IllegalArgumentException if the content isn't an archive, or which stream is meant isn't said
     */
    static RecordedStream read(String name, RecordedStream.Content content) throws IOException {
        List<RecordedStream> streams = streams(name, content);
        Matcher numbered = NUMBERED.matcher(name);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("there is no stream with its content in it");
        } else if (!numbered.matches() && streams.size() > 1) {
            throw new IllegalArgumentException(
                    "there are " + streams.size() + " streams in it; choose one by its number, such as " + name + "#1");
        }
        int number = numbered.matches() ? Integer.parseInt(numbered.group(2)) : 1;
        if (number < 1 || number > streams.size()) {
            throw new IllegalArgumentException("there is no stream " + number + " in it, but " + streams.size());
        }
        return streams.get(number - 1);
    }

    private static List<RecordedStream> streams(String name, RecordedStream.Content content) throws IOException {
        List<RecordedStream> streams = new ArrayList<>();
        for (JsonValue entry : entries(content)) {
            if (entry instanceof JsonObject exchange) {
                byte[] timed = timed(exchange);
                JsonObject answer = object(object(exchange, "response"), "content");
                String type = string(answer, "mimeType");
                if (timed.length > 0) {
                    streams.add(RecordingReader.read(name, timed, RecordingFormat.SSE));
                } else if (type.contains("event-stream")
                        && !string(answer, "text").isBlank()) {
                    streams.add(RecordingReader.read(name, body(answer), RecordingFormat.SSE));
                } else if (type.contains("ndjson") && !string(answer, "text").isBlank()) {
                    streams.add(RecordingReader.read(name, body(answer), RecordingFormat.JSONL));
                }
            }
        }
        return streams;
    }

    private static JsonArray entries(RecordedStream.Content content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("an archive of more than " + (MAX_BYTES >> 20) + " MiB isn't read");
            }
            try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
                JsonValue entries = object(reader.readObject(), "log").get("entries");
                if (entries instanceof JsonArray array) {
                    return array;
                }
            }
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("not an HTTP archive: it is nested too deeply", e);
        } catch (JsonException | IllegalStateException e) {
            throw new IllegalArgumentException("not an HTTP archive: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("not an HTTP archive: it has no log with entries");
    }

    /** Returns the events as a body with their times; empty if there are none with their data. */
    private static byte[] timed(JsonObject exchange) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Instant started = instant(string(exchange, "startedDateTime"));
        long last = 0;
        if (exchange.get("_eventSourceMessages") instanceof JsonArray messages) {
            for (JsonValue message : messages) {
                if (message instanceof JsonObject event && event.get("data") instanceof JsonString data) {
                    if (started != null && event.get("time") instanceof JsonNumber seconds) {
                        double millis = seconds.doubleValue() * 1000 - started.toEpochMilli();
                        last = Math.max(last, Math.min(Math.round(millis), 999_999_999_999L));
                        body.writeBytes((": at=" + last + "\n").getBytes(StandardCharsets.US_ASCII));
                    }
                    body.writeBytes(SseEncoder.event(type(event), data.getString()));
                }
            }
        }
        return body.toByteArray();
    }

    private static String type(JsonObject event) {
        String name = string(event, "eventName");
        return name.isEmpty() || name.contains("\n") || name.contains("\r") ? Payload.MESSAGE : name;
    }

    private static byte[] body(JsonObject answer) {
        String text = string(answer, "text");
        return string(answer, "encoding").equals("base64")
                ? Base64.getMimeDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static String string(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonString found ? found.getString() : "";
    }
}
