package io.astreaming.benchmarks.langchain4j;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.astreaming.benchmarks.contender.Decoder;
import java.util.function.Consumer;

/** A streaming model fed from memory. The sink is given what the model's handler is: pieces of text, and of calls. */
abstract class ModelDecoder implements Decoder {
    private final InMemory transport = new InMemory();
    private final StreamingChatModel model = model(transport);
    private final ChatRequest request =
            ChatRequest.builder().messages(UserMessage.from("hi")).build();

    abstract StreamingChatModel model(InMemory transport);

    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        transport.answer(body);
        Throwable[] failure = {null};
        boolean[] complete = {false};
        model.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                sink.accept(piece);
            }

            @Override
            public void onPartialToolCall(PartialToolCall call) {
                sink.accept(call);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                complete[0] = true;
            }

            @Override
            public void onError(Throwable error) {
                failure[0] = error;
            }
        });
        if (failure[0] != null || !complete[0]) {
            throw new IllegalStateException("no whole answer", failure[0]);
        }
    }

    @Override
    public String text(Object piece) {
        return piece instanceof PartialToolCall call ? call.partialArguments() : (String) piece;
    }

    @Override
    public String call(Object piece) {
        return piece instanceof PartialToolCall call ? call.id() + " " + call.name() : "";
    }
}
