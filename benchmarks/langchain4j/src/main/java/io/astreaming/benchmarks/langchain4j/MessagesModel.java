package io.astreaming.benchmarks.langchain4j;

import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/** Its streaming model of the Messages API. */
public final class MessagesModel extends ModelDecoder {
    @Override
    StreamingChatModel model(InMemory transport) {
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(transport)
                .baseUrl("http://127.0.0.1")
                .apiKey("none")
                .modelName("m")
                .maxTokens(1_000)
                .build();
    }
}
