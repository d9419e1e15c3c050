package io.astreaming.stream;

import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An exchange that is counted from its beginning until it is cancelled or released. Thread-safe. */
final class CountedExchange implements Exchange {
    private final Exchange exchange;
    private final Count count;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** How many are open, and were at most. */
    static final class Count {
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        int most() {
            return most.get();
        }
    }

    CountedExchange(Exchange exchange, Count count) {
        this.exchange = exchange;
        this.count = count;
        count.most.accumulateAndGet(count.open.incrementAndGet(), Math::max);
    }

    @Override
    public @Nullable ResponseHead head() {
        return exchange.head();
    }

    @Override
    public @Nullable ByteBuffer read() {
        return exchange.read();
    }

    @Override
    public void cancel() {
        end();
        exchange.cancel();
    }

    @Override
    public void release() {
        end();
        exchange.release();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            count.open.decrementAndGet();
        }
    }
}
