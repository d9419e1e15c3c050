package io.astreaming.json.responses;

import io.astreaming.json.request.RequestJson;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.RequestEncoder;
import io.astreaming.request.ChatRequest;

/**
 * Writes requests as OpenAI's Responses API wants them. What has no place there is refused. Thread-safe.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">Create a model response</a>
 */
public final class ResponsesRequestWriter implements RequestEncoder {
    private static final String PATH = "/responses";

    /** Creates a writer. */
    public ResponsesRequestWriter() {}

    @Override
    public EncodedRequest encode(ChatRequest request) {
        return EncodedRequest.of(PATH, RequestJson.bytes(() -> ResponsesMapper.of(request)));
    }
}
