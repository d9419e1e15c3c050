package io.astreaming.json;

import io.astreaming.chunk.JsonText;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.spi.JsonbProvider;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes requests: what is modelled through JSON-B, the extras as they are. Thread-safe. */
final class RequestWriter implements RequestEncoder {
    private final Jsonb jsonb;

    RequestWriter(JsonbProvider mapping, JsonProvider processing) {
        JsonbConfig config =
                new JsonbConfig().withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES);
        jsonb = mapping.create().withProvider(processing).withConfig(config).build();
    }

    @Override
    public byte[] encode(ChatRequest request) {
        return text(request).getBytes(StandardCharsets.UTF_8);
    }

    /** The request's JSON. */
    String text(ChatRequest request) {
        String modelled = jsonb.toJson(RequestBody.of(request));
        StringBuilder out = new StringBuilder(modelled.length() + 64);
        appendEscaped(out, modelled.substring(0, modelled.lastIndexOf('}')));
        for (Map.Entry<String, JsonText> extra : request.extras().entrySet()) {
            if (!extra.getValue().isAbsent()) {
                out.append(out.length() == 1 ? "" : ",");
                JsonText.appendString(out, extra.getKey());
                appendEscaped(out.append(':'), extra.getValue().text());
            }
        }
        return out.append('}').toString();
    }

    /** Half a surrogate pair has no UTF-8; it can only stand in a string, where an escape says the same. */
    private static void appendEscaped(StringBuilder out, String json) {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (!Character.isSurrogate(c)) {
                out.append(c);
            } else if (i + 1 < json.length() && Character.isSurrogatePair(c, json.charAt(i + 1))) {
                out.append(c).append(json.charAt(++i));
            } else {
                out.append("\\u").append(Integer.toHexString(c));
            }
        }
    }
}
