package io.astreaming.stream;

import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.port.Exchange;
import io.astreaming.port.Redactor;
import io.astreaming.port.ResponseHead;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An exchange that a test feeds by hand, before it is opened or while it is read. Thread-safe. */
public final class ScriptedExchange implements Exchange {
    private static final Object END = new Object();
    private static final Object NOTHING = new Object();

    private final Queue<Object> steps = new ConcurrentLinkedQueue<>();
    private final Queue<String> endings = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Runnable arrived;
    private volatile boolean cancelledNow;
    private Redactor redactor = Redactor.NONE;

    /** Counted down when a reader finds nothing. */
    final CountDownLatch waiting = new CountDownLatch(1);

    volatile int cancelled;
    volatile int released;

    /** Keeps a text secret that was sent with this exchange alone. */
    ScriptedExchange masking(String secret) {
        redactor = new Redactor() {
            @Override
            public String redact(String text) {
                return text.replace(secret, "***");
            }
        };
        return this;
    }

    public ScriptedExchange head(int status) {
        return head(status, Map.of());
    }

    public ScriptedExchange head(int status, Map<String, List<String>> headers) {
        return step(new ResponseHead(status, headers));
    }

    public ScriptedExchange bytes(String text) {
        return bytes(Script.bytes(text));
    }

    public ScriptedExchange bytes(ByteBuffer bytes) {
        return step(bytes);
    }

    ScriptedExchange run(Runnable action) {
        return step(action);
    }

    ScriptedExchange fail(ConnectionException.Phase phase) {
        return fail(new ConnectionException(phase, "the script says so", null));
    }

    ScriptedExchange fail(ChatException failure) {
        return step(failure);
    }

    /** Calls the reader for nothing. */
    ScriptedExchange nothing() {
        return step(NOTHING);
    }

    public ScriptedExchange end() {
        return step(END);
    }

    private ScriptedExchange step(Object step) {
        steps.add(step);
        tell();
        return this;
    }

    private void tell() {
        Runnable whom = arrived;
        if (whom != null) {
            whom.run();
        }
    }

    /** How it was ended: {@code release} as often as it was released, and {@code cancel} once however often. */
    public String ending() {
        return String.join("+", endings);
    }

    public boolean isOpen() {
        return arrived != null;
    }

    /** How many steps nobody has taken. */
    int left() {
        return steps.size();
    }

    /** Tells from now on when there is something new. */
    ScriptedExchange open(Runnable whom) {
        arrived = whom;
        return this;
    }

    @Override
    public @Nullable ResponseHead head() {
        return (ResponseHead) take();
    }

    @Override
    public @Nullable ByteBuffer read() {
        Object step = take();
        if (step == END) {
            return null;
        }
        return step == null ? ByteBuffer.allocate(0) : (ByteBuffer) step;
    }

    private @Nullable Object take() {
        while (true) {
            if (cancelledNow) {
                throw new ConnectionException(ConnectionException.Phase.BODY, "the exchange was cancelled", null);
            }
            Object step = steps.poll();
            if (step instanceof Runnable action) {
                action.run();
            } else if (step instanceof ChatException failure) {
                throw failure;
            } else if (step == NOTHING) {
                tell();
                return null;
            } else {
                if (step == null) {
                    waiting.countDown();
                }
                return step;
            }
        }
    }

    @Override
    public void cancel() {
        if (cancelled++ == 0) {
            endings.add("cancel");
        }
        cancelledNow = true; // what has arrived and wasn't read is gone, as on a real connection
        tell();
    }

    @Override
    public Redactor redactor() {
        return redactor;
    }

    @Override
    public void release() {
        released++;
        endings.add("release");
    }
}
