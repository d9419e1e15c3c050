/**
 * Astreaming as one dependency: the domain with its adapters for HTTP and JSON.
 *
 * <p>Start at {@link io.astreaming.Astreaming}.
 */
module io.astreaming {
    requires transitive io.astreaming.adapters.http;
    requires transitive io.astreaming.adapters.json;
    requires transitive io.astreaming.domain;
    requires static org.jspecify;

    exports io.astreaming;
    exports io.astreaming.gateway;
}
