package io.astreaming.benchmarks.openai;

import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.function.Consumer;

/** The same, and its accumulator of the whole response. */
public final class ResponseAccumulated extends ResponseEvents {
    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        super.decode(body, event -> {
            accumulator.accumulate((ResponseStreamEvent) event);
            sink.accept(event);
        });
        accumulator.response();
    }
}
