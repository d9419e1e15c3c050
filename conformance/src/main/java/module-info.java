/** A user of the library: the tests of this module see what any module would that requires Astreaming. */
module io.astreaming.conformance {
    requires io.astreaming;
    requires io.astreaming.replay;
    requires jakarta.json;
    requires jakarta.json.bind;
    requires static org.jspecify;
}
