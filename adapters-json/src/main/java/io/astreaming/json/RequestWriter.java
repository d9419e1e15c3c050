package io.astreaming.json;

import io.astreaming.chunk.JsonText;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;
import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.bind.spi.JsonbProvider;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParserFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes requests through JSON-B. Thread-safe. */
final class RequestWriter implements RequestEncoder {
    private final JsonbProvider mapping;
    private final JsonProvider processing;
    private final JsonParserFactory parsers;
    private volatile @Nullable Jsonb jsonb;

    RequestWriter(JsonbProvider mapping, JsonProvider processing, JsonParserFactory parsers) {
        this.mapping = mapping;
        this.processing = processing;
        this.parsers = parsers;
    }

    @Override
    public byte[] encode(ChatRequest request) {
        return text(request).getBytes(StandardCharsets.UTF_8);
    }

    /** The request's JSON. */
    String text(ChatRequest request) {
        return text(RequestBody.of(request));
    }

    /** The JSON of a part of a request. */
    String text(Map<String, Object> body) {
        try {
            return escaped(jsonb().toJson(body));
        } catch (JsonbException | JsonException e) {
            throw new IllegalArgumentException(
                    "the request can't be written as JSON: look at its schemas and extras, whose own text has to be JSON",
                    e);
        }
    }

    /** Made with the first request: that costs more than many a program that only reads takes in all. */
    private Jsonb jsonb() {
        Jsonb made = jsonb;
        if (made == null) {
            synchronized (this) {
                made = jsonb;
                if (made == null) {
                    JsonbConfig config = new JsonbConfig()
                            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
                            .withSerializers(new JsonTextSerializer(parsers));
                    made = mapping.create()
                            .withProvider(processing)
                            .withConfig(config)
                            .build();
                    jsonb = made;
                }
            }
        }
        return made;
    }

    /** Half a surrogate pair has no UTF-8; it can only stand in a string, where an escape says the same. */
    private static String escaped(String json) {
        StringBuilder out = null;
        int written = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (i + 1 < json.length() && Character.isSurrogatePair(c, json.charAt(i + 1))) {
                i++;
                continue;
            }
            out = out == null ? new StringBuilder(json.length() + 16) : out;
            out.append(json, written, i).append("\\u").append(Integer.toHexString(c));
            written = i + 1;
        }
        return out == null ? json : out.append(json, written, json.length()).toString();
    }

    /** Carries JSON text over as it is, but for how its numbers are spelt. */
    record JsonTextSerializer(JsonParserFactory parsers) implements JsonbSerializer<JsonText> {
        @Override
        public void serialize(JsonText json, JsonGenerator out, SerializationContext context) {
            try (JsonReader in = new JsonReader(parsers, json.text())) {
                TokenCopy.write(in, out);
            }
        }
    }
}
