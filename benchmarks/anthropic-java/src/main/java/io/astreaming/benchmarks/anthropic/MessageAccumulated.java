package io.astreaming.benchmarks.anthropic;

import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.util.function.Consumer;

/** The same, and its accumulator of the whole message. */
public final class MessageAccumulated extends MessageEvents {
    @Override
    public void decode(byte[] body, Consumer<Object> sink) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        super.decode(body, event -> {
            accumulator.accumulate((RawMessageStreamEvent) event);
            sink.accept(event);
        });
        accumulator.message();
    }
}
