/**
 * The JSON of chat completions, read and written with any providers of Jakarta JSON-P and JSON-B.
 *
 * <p>Start at {@link io.astreaming.json.JsonbChatCodec}.
 */
module io.astreaming.adapters.json {
    requires static org.jspecify;
    requires transitive io.astreaming.domain;
    requires transitive jakarta.json;
    requires transitive jakarta.json.bind;

    exports io.astreaming.json;

    // A provider of JSON-B creates a record of this package, which shows what kinds of Optional it supports.
    opens io.astreaming.json.result;

    uses jakarta.json.spi.JsonProvider;
}
