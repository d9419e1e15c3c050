package io.astreaming.app.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.astreaming.replay.net.AccessLine;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Writes a line for each request that was answered. Otherwise like the handler around which it is.
 *
 * @param handler answers the requests
 * @param log receives each {@link AccessLine}, on the thread of the request
 */
record LoggedHandler(HttpHandler handler, Consumer<? super String> log) implements HttpHandler {
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        AccessLine line = new AccessLine(
                exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
        CountedOutput body = new CountedOutput(exchange.getResponseBody());
        exchange.setStreams(null, body);
        boolean whole = false;
        try {
            handler.handle(exchange);
            whole = true;
        } finally {
            log.accept(line.end(Math.max(0, exchange.getResponseCode()), null, body.bytes, whole));
        }
    }

    /** Counts the bytes that pass through it. */
    private static final class CountedOutput extends FilterOutputStream {
        private long bytes;

        CountedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            bytes += length;
        }
    }
}
