package io.astreaming.http;

import io.astreaming.settings.ApiKey;
import io.astreaming.testing.SelfSigned;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;

/** A program that asks through a proxy with a password, for a Java that may be told by properties what it lets through. */
final class TunnelThroughProxy {
    private TunnelThroughProxy() {}

    public static void main(String[] arguments) throws Exception {
        System.out.print(ask(arguments[0], Integer.parseInt(arguments[1]), Path.of(arguments[2])));
        System.out.flush();
    }

    static String ask(String baseUrl, int proxyPort, Path keyStore) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxyPort)))
                .sslContext(ConnectionExamples.trusting(keyStore, SelfSigned.PASSWORD.toCharArray()))
                .build();
        try (JdkChatTransport transport = ConnectionExamples.throughProxyWithPassword(
                baseUrl, ApiKey.of("sk-planted"), client, "user", "password")) {
            BlockingExchange exchange = BlockingExchange.open(transport);
            return exchange.head().status() + " " + exchange.readAll();
        }
    }
}
