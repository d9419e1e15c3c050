package io.astreaming.json.gemini;

import io.astreaming.json.request.RequestJson;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;

/**
 * Writes requests as Google's Gemini API wants them. What has no place there is refused. Thread-safe.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Generating content</a>
 */
public final class GeminiRequestWriter implements RequestEncoder {
    private static final String MODELS = "models/";

    /** Creates a writer. */
    public GeminiRequestWriter() {}

    @Override
    public EncodedRequest encode(ChatRequest request) {
        String model = request.model().startsWith(MODELS) ? request.model() : MODELS + request.model();
        byte[] body = RequestJson.bytes(() -> new GeminiMapper(request).body());
        return request.isStreamed()
                ? EncodedRequest.of("/" + model + ":streamGenerateContent", body)
                        .withQuery("alt", "sse")
                : EncodedRequest.of("/" + model + ":generateContent", body);
    }
}
