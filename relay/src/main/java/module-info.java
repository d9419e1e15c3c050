/**
 * A relay whose streams survive: one answer of a provider, kept in a log, read by any number of clients who may leave
 * and come back, on any node, with one definite end.
 *
 * <p>Start at {@link io.astreaming.relay.Relay}.
 */
module io.astreaming.relay {
    requires transitive io.astreaming.domain;
    requires static org.jspecify;

    exports io.astreaming.relay;
    exports io.astreaming.relay.log;
}
