package io.astreaming.json.messages;

import io.astreaming.json.request.RequestJson;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;

/**
 * Writes requests as Anthropic's Messages API wants them. What has no place there is refused. Thread-safe.
 *
 * @see <a href="https://docs.claude.com/en/api/messages">Messages</a>
 * @see <a href="https://docs.claude.com/en/docs/build-with-claude/claude-on-vertex-ai">Claude on Vertex AI</a>
 */
public final class MessagesRequestWriter implements RequestEncoder {
    private static final String BETA = "anthropic-beta";

    private final boolean vertex;

    /** Creates a writer for Anthropic's own endpoint and those that are like it. */
    public MessagesRequestWriter() {
        this(false);
    }

    private MessagesRequestWriter(boolean vertex) {
        this.vertex = vertex;
    }

    /** Creates a writer for Google's Vertex AI, which has the model in the path and the version in the body. */
    public static MessagesRequestWriter forVertex() {
        return new MessagesRequestWriter(true);
    }

    @Override
    public EncodedRequest encode(ChatRequest request) {
        MessagesMapper mapper = new MessagesMapper(request, vertex);
        byte[] body = RequestJson.bytes(mapper::body);
        EncodedRequest encoded = vertex
                ? EncodedRequest.of(vertexPath(request), body)
                : EncodedRequest.of("/messages", body).withHeader("anthropic-version", "2023-06-01");
        return mapper.betas().isEmpty() ? encoded : encoded.withHeader(BETA, String.join(",", mapper.betas()));
    }

    private static String vertexPath(ChatRequest request) {
        return "/models/" + request.model() + (request.isStreamed() ? ":streamRawPredict" : ":rawPredict");
    }
}
