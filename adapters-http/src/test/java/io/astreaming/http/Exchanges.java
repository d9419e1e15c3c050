package io.astreaming.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.astreaming.port.Exchange;
import io.astreaming.port.StreamTimeouts;
import java.nio.ByteBuffer;

/** What tests do with exchanges. */
final class Exchanges {
    private Exchanges() {}

    static Exchange open(JdkChatTransport transport) {
        return transport.open("{\"stream\":true}".getBytes(UTF_8), StreamTimeouts.DEFAULT);
    }

    /** The next bytes as text; null at the end. */
    static String readText(Exchange exchange) throws InterruptedException {
        ByteBuffer bytes = exchange.read();
        return bytes == null ? null : UTF_8.decode(bytes).toString();
    }

    /** All that is left. */
    static String readAll(Exchange exchange) throws InterruptedException {
        StringBuilder all = new StringBuilder();
        for (String text = readText(exchange); text != null; text = readText(exchange)) {
            all.append(text);
        }
        return all.toString();
    }

    /** Reads head and body and throws what that throws. */
    static void readToTheEnd(Exchange exchange) throws InterruptedException {
        exchange.head();
        readAll(exchange);
    }
}
