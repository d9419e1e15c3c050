package io.astreaming.conformance.adapter;

import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.port.Exchange;
import io.astreaming.port.Redactor;
import io.astreaming.port.ResponseHead;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One request. A thread of the transport runs it, and waits until the reader has taken a piece before it reads the next
 * one: so a slow reader slows the provider.
 */
final class BlockingExchange implements Exchange, Runnable {
    private static final ByteBuffer NOTHING_YET = ByteBuffer.allocate(0);

    private final HttpClient client;
    private final HttpRequest request;
    private final Redactor secrets;
    private final Runnable wakeReader;

    // Guarded by this:
    private @Nullable ResponseHead head;
    private @Nullable ByteBuffer piece;
    private boolean lent;
    private boolean over;
    private @Nullable ChatException failure;
    private @Nullable Thread thread;
    private @Nullable InputStream body;

    BlockingExchange(HttpClient client, HttpRequest request, Redactor secrets, Runnable wakeReader) {
        this.client = client;
        this.request = request;
        this.secrets = secrets;
        this.wakeReader = wakeReader;
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        Phase phase = Phase.HEADERS;
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream received = response.body()) {
                phase = Phase.BODY;
                publish(() -> {
                    body = received;
                    head = new ResponseHead(
                            response.statusCode(), response.headers().map());
                });
                read(received);
            }
            end(null);
        } catch (IOException | InterruptedException | RuntimeException e) {
            Phase reached = e instanceof ConnectException ? Phase.CONNECT : phase;
            end(new ConnectionException(reached, "the connection broke", e));
        }
        detach();
    }

    private void read(InputStream received) throws IOException, InterruptedException {
        byte[] bytes = new byte[8192];
        while (!isOver()) { // a cancel that came before the body only interrupted
            int count = received.read(bytes);
            if (count < 0) {
                return;
            }
            ByteBuffer next = ByteBuffer.wrap(bytes, 0, count);
            publish(() -> piece = next);
            waitUntilTaken();
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    private synchronized void waitUntilTaken() throws InterruptedException {
        while (piece != null && !over) {
            wait();
        }
    }

    private void publish(Runnable change) {
        synchronized (this) {
            change.run();
            notifyAll();
        }
        wakeReader.run();
    }

    private void end(@Nullable ChatException why) {
        publish(() -> {
            if (!over) {
                over = true;
                failure = why;
            }
        });
    }

    private synchronized boolean begin() {
        thread = over ? null : Thread.currentThread();
        return !over;
    }

    /** From here on nobody interrupts the thread, which serves other exchanges next. */
    private synchronized void detach() {
        thread = null;
        boolean unused = Thread.interrupted();
    }

    /** Ends the exchange without a response, since the transport is closed. */
    void refuse() {
        end(new ConnectionException(Phase.CLOSED, "the transport is closed", null));
    }

    @Override
    public synchronized @Nullable ResponseHead head() {
        if (head == null && failure != null) {
            throw failure;
        }
        return head;
    }

    @Override
    public synchronized @Nullable ByteBuffer read() {
        if (failure != null) {
            throw failure;
        }
        if (lent) { // with this call the last piece isn't needed any more
            lent = false;
            piece = null;
            notifyAll();
        }
        if (piece != null) {
            lent = true;
            return piece;
        }
        return over ? null : NOTHING_YET;
    }

    @Override
    public void cancel() {
        end(new ConnectionException(Phase.BODY, "the exchange was cancelled", null));
        InputStream open;
        synchronized (this) {
            open = body;
            if (open == null && thread != null) {
                thread.interrupt(); // it waits for the response: the client gives it up
            }
        }
        close(open); // it may wait for bytes: only this wakes it
    }

    private static void close(@Nullable InputStream open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // The connection is gone all the same.
        }
    }

    @Override
    public void release() {
        cancel();
    }

    @Override
    public Redactor redactor() {
        return secrets;
    }
}
