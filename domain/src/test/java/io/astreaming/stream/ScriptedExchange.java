package io.astreaming.stream;

import io.astreaming.error.ConnectionException;
import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** An exchange that a test feeds by hand. Null stands for the end as an empty buffer of its own. */
final class ScriptedExchange implements Exchange {
    private static final Object CANCEL = new Object();
    private static final Object END = new Object();

    final BlockingQueue<Object> steps = new LinkedBlockingQueue<>();
    final CountDownLatch waiting = new CountDownLatch(1);
    volatile int cancelled;
    volatile int released;

    ScriptedExchange head(int status) {
        steps.add(new ResponseHead(status, Map.of("content-type", List.of("text/event-stream"))));
        return this;
    }

    ScriptedExchange bytes(String text) {
        steps.add(Script.bytes(text));
        return this;
    }

    ScriptedExchange run(Runnable action) {
        steps.add(action);
        return this;
    }

    ScriptedExchange end() {
        steps.add(END);
        return this;
    }

    @Override
    public ResponseHead head() throws InterruptedException {
        return (ResponseHead) step();
    }

    @Override
    public ByteBuffer read() throws InterruptedException {
        Object step = step();
        return step == END ? null : (ByteBuffer) step;
    }

    private Object step() throws InterruptedException {
        while (true) {
            if (steps.isEmpty()) {
                waiting.countDown();
            }
            Object step = steps.take();
            if (step == CANCEL) {
                throw new ConnectionException(ConnectionException.Phase.BODY, "the exchange was cancelled", null);
            } else if (step instanceof Runnable action) {
                action.run();
            } else {
                return step;
            }
        }
    }

    @Override
    public void cancel() {
        cancelled++;
        steps.clear(); // what has arrived and wasn't read is gone, as on a real connection
        steps.add(CANCEL);
    }

    @Override
    public void release() {
        released++;
    }
}
