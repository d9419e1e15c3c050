/**
 * The HTTP of a relay in a servlet container.
 *
 * <p>Start at {@link io.astreaming.servlet.RelayServlet}.
 */
module io.astreaming.adapters.servlet {
    requires transitive io.astreaming.adapters.http;
    requires transitive io.astreaming.relay;
    requires transitive jakarta.servlet;
    requires static org.jspecify;

    exports io.astreaming.servlet;
}
