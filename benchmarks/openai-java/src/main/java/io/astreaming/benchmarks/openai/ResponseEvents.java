package io.astreaming.benchmarks.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.http.StreamResponse;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionCallArgumentsDeltaEvent;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseOutputItemAddedEvent;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextDeltaEvent;
import io.astreaming.benchmarks.contender.Decoder;
import java.util.function.Consumer;

/** Its own reader of events and its own mapper for the Responses API, fed from memory. */
public class ResponseEvents implements Decoder {
    private final InMemory transport = new InMemory();
    private final OpenAIClient client = new OpenAIClientImpl(ClientOptions.builder()
            .httpClient(transport)
            .apiKey("none")
            .maxRetries(0)
            .build());
    private final ResponseCreateParams params =
            ResponseCreateParams.builder().model("m").input("hi").build();

    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        transport.answer(body);
        try (StreamResponse<ResponseStreamEvent> response = client.responses().createStreaming(params)) {
            response.stream().forEach(sink);
        }
    }

    @Override
    public String text(Object chunk) {
        ResponseStreamEvent event = (ResponseStreamEvent) chunk;
        return event.outputTextDelta()
                .map(ResponseTextDeltaEvent::delta)
                .or(() -> event.functionCallArgumentsDelta().map(ResponseFunctionCallArgumentsDeltaEvent::delta))
                .orElse("");
    }

    @Override
    public String call(Object chunk) {
        return ((ResponseStreamEvent) chunk)
                .outputItemAdded()
                .map(ResponseOutputItemAddedEvent::item)
                .flatMap(ResponseOutputItem::functionCall)
                .map(ResponseEvents::call)
                .orElse("");
    }

    private static String call(ResponseFunctionToolCall call) {
        return call.callId() + " " + call.name();
    }
}
