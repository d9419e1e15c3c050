/**
 * The HTTP adapter of Astreaming: chat completions over the JDK's own client, and server-sent events in both
 * directions.
 *
 * <p>Start at {@link io.astreaming.http.JdkChatTransport}.
 */
module io.astreaming.adapters.http {
    requires transitive io.astreaming.domain;
    requires transitive java.net.http;
    requires static io.astreaming.relay;
    requires static org.jspecify;

    exports io.astreaming.http;
    exports io.astreaming.http.relay;
    exports io.astreaming.sse;
}
