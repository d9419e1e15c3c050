/**
 * Chats as CDI beans, configured by MicroProfile Config.
 *
 * <p>Start at {@link io.astreaming.cdi.ChatEndpoint}.
 */
@SuppressWarnings("requires-automatic") // MicroProfile's jar has a module name, but no descriptor
module io.astreaming.cdi {
    requires transitive io.astreaming;
    requires transitive jakarta.cdi;
    requires jakarta.inject;
    requires java.naming;
    requires microprofile.config.api;
    requires static org.jspecify;

    exports io.astreaming.cdi;

    // The container creates the beans.
    opens io.astreaming.cdi;
}
