package io.astreaming.test;

import io.astreaming.port.ChatTransport;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** Reads one exchange as a stream does: it waits until it is woken, but never for long. For one thread. */
final class ExchangeReader {
    private static final long MAX_WAIT_SECONDS = 10;

    private final Semaphore wakes = new Semaphore(0);
    private final Exchange exchange;

    ExchangeReader(ChatTransport transport, EncodedRequest request) {
        exchange = transport.open(request, wakes::release);
    }

    Exchange exchange() {
        return exchange;
    }

    ResponseHead head() {
        return await(exchange::head);
    }

    /** Returns the next bytes as text; null at the end of the body. */
    @Nullable
    String read() {
        AtomicReference<@Nullable ByteBuffer> next = new AtomicReference<>();
        boolean more = await(() -> {
            ByteBuffer read = exchange.read();
            next.set(read);
            return read == null ? Boolean.FALSE : read.hasRemaining() ? Boolean.TRUE : null;
        });
        ByteBuffer bytes = next.get();
        return more && bytes != null ? StandardCharsets.ISO_8859_1.decode(bytes).toString() : null;
    }

    /** Returns the rest of the body. */
    byte[] readAll() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String next = read(); next != null; next = read()) {
            body.writeBytes(next.getBytes(StandardCharsets.ISO_8859_1));
        }
        return body.toByteArray();
    }

    /** Returns what a supplier has as soon as it has something, and asks it again only when the reader is woken. */
    private <T> T await(Supplier<@Nullable T> source) {
        for (T found = source.get(); ; found = source.get()) {
            if (found != null) {
                return found;
            }
            try {
                if (!wakes.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionFailedError(
                            "the exchange hasn't woken its reader for " + MAX_WAIT_SECONDS + " s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionFailedError("the test was interrupted", e);
            }
        }
    }
}
