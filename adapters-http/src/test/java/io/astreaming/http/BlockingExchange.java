package io.astreaming.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.astreaming.port.EncodedRequest;
import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** A reader that waits, over an exchange that doesn't. It looks again only when it is called: a call that is lost fails the test. */
final class BlockingExchange {
    private final Semaphore calls = new Semaphore(0);
    private final Exchange exchange;

    BlockingExchange(Function<Runnable, Exchange> opening) {
        exchange = opening.apply(calls::release);
    }

    static BlockingExchange open(JdkChatTransport transport) {
        return new BlockingExchange(arrived ->
                transport.open(EncodedRequest.of("/chat/completions", "{\"stream\":true}".getBytes(UTF_8)), arrived));
    }

    ResponseHead head() throws InterruptedException {
        ResponseHead head = exchange.head();
        while (head == null) {
            awaitCall();
            head = exchange.head();
        }
        return head;
    }

    /** The next bytes; null at the end. */
    ByteBuffer read() throws InterruptedException {
        ByteBuffer bytes = exchange.read();
        while (bytes != null && !bytes.hasRemaining()) {
            awaitCall();
            bytes = exchange.read();
        }
        return bytes;
    }

    /** The next bytes as text; null at the end. */
    String readText() throws InterruptedException {
        ByteBuffer bytes = read();
        return bytes == null ? null : UTF_8.decode(bytes).toString();
    }

    /** All that is left. */
    String readAll() throws InterruptedException {
        StringBuilder all = new StringBuilder();
        for (String text = readText(); text != null; text = readText()) {
            all.append(text);
        }
        return all.toString();
    }

    void cancel() {
        exchange.cancel();
    }

    void release() {
        exchange.release();
    }

    @Override
    public String toString() {
        return exchange.toString();
    }

    private void awaitCall() throws InterruptedException {
        if (!calls.tryAcquire(30, SECONDS)) {
            throw new AssertionError("the reader found nothing and was never called again");
        }
        calls.drainPermits();
    }
}
