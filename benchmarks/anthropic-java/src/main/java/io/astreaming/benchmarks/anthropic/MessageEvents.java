package io.astreaming.benchmarks.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.InputJsonDelta;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawContentBlockDelta;
import com.anthropic.models.messages.RawContentBlockDeltaEvent;
import com.anthropic.models.messages.RawContentBlockStartEvent;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextDelta;
import io.astreaming.benchmarks.contender.Decoder;
import java.util.function.Consumer;

/** Its own reader of events and its own mapper, fed from memory. */
public class MessageEvents implements Decoder {
    private final InMemory transport = new InMemory();
    private final AnthropicClient client = new AnthropicClientImpl(ClientOptions.builder()
            .httpClient(transport)
            .putHeader("x-api-key", "none")
            .maxRetries(0)
            .build());
    private final MessageCreateParams params = MessageCreateParams.builder()
            .model("m")
            .maxTokens(1_000)
            .addUserMessage("hi")
            .build();

    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        transport.answer(body);
        try (StreamResponse<RawMessageStreamEvent> response = client.messages().createStreaming(params)) {
            response.stream().forEach(sink);
        }
    }

    @Override
    public String text(Object chunk) {
        RawContentBlockDelta delta = ((RawMessageStreamEvent) chunk)
                .contentBlockDelta()
                .map(RawContentBlockDeltaEvent::delta)
                .orElse(null);
        return delta == null
                ? ""
                : delta.text()
                        .map(TextDelta::text)
                        .or(() -> delta.inputJson().map(InputJsonDelta::partialJson))
                        .orElse("");
    }

    @Override
    public String call(Object chunk) {
        return ((RawMessageStreamEvent) chunk)
                .contentBlockStart()
                .map(RawContentBlockStartEvent::contentBlock)
                .flatMap(RawContentBlockStartEvent.ContentBlock::toolUse)
                .map(call -> call.id() + " " + call.name())
                .orElse("");
    }
}
