package io.astreaming.benchmarks.jackson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** Reads a line of server-sent events. */
final class Lines {
    private static final String DATA = "data:";

    private final ObjectReader reader = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(Chunk.class);

    /** The chunk in the line; null if there is none. */
    Chunk read(String line) {
        if (!line.startsWith(DATA)) {
            return null;
        }
        String payload = line.substring(DATA.length()).strip();
        if (payload.isEmpty() || payload.equals("[DONE]")) {
            return null;
        }
        try {
            return reader.readValue(payload);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
