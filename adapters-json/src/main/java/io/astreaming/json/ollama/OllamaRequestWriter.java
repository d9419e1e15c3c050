package io.astreaming.json.ollama;

import io.astreaming.json.request.RequestJson;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;

/**
 * Writes requests as Ollama's own API wants them. What has no place there is refused. Thread-safe.
 *
 * @see <a href="https://docs.ollama.com/api/chat">Generate a chat message</a>
 */
public final class OllamaRequestWriter implements RequestEncoder {
    private static final String PATH = "/api/chat";

    /** Creates a writer. */
    public OllamaRequestWriter() {}

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return EncodedRequest.of(PATH, RequestJson.bytes(() -> new OllamaMapper(request).body()));
    }
}
