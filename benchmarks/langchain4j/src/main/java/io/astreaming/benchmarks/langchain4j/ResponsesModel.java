package io.astreaming.benchmarks.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;

/** Its streaming model of the Responses API. */
public final class ResponsesModel extends ModelDecoder {
    @Override
    StreamingChatModel model(InMemory transport) {
        return OpenAiResponsesStreamingChatModel.builder()
                .httpClientBuilder(transport)
                .baseUrl("http://127.0.0.1")
                .apiKey("none")
                .modelName("m")
                .build();
    }
}
