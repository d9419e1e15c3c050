/**
 * A server that replays recorded streams to any client, with faults where a test asks for them.
 *
 * <p>Start at {@link io.astreaming.replay.ReplayServer}.
 */
@SuppressWarnings("module") // the command line depends on this module, so that it is unknown here
module io.astreaming.replay {
    requires io.astreaming.adapters.http;
    requires transitive io.astreaming.domain;
    requires static org.jspecify;

    exports io.astreaming.replay;
    exports io.astreaming.replay.format to
            io.astreaming.app;
    exports io.astreaming.replay.net to
            io.astreaming.app;
}
