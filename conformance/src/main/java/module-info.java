/* A user of the library: its tests see what any module sees that requires Astreaming. Open, since JSON-B makes its records. */
open module io.astreaming.conformance {
    requires io.astreaming;
    requires io.astreaming.adapters.redis;
    requires io.astreaming.relay;
    requires io.astreaming.replay;
    requires jakarta.json;
    requires jakarta.json.bind;
    requires jdk.httpserver;
    requires static org.jspecify;
}
