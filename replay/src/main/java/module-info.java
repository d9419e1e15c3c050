/**
 * A server that replays recorded streams to any client, with faults where a test asks for them.
 *
 * <p>Start at {@link io.astreaming.replay.ReplayServer}.
 */
module io.astreaming.replay {
    requires io.astreaming.adapters.http;
    requires transitive io.astreaming.domain;
    requires static org.jspecify;

    exports io.astreaming.replay;
}
