/**
 * The JSON of chat completions, read and written with Jakarta JSON-B and JSON-P; any provider of the two serves.
 *
 * <p>Start at {@link io.astreaming.json.JsonbChatCodec}.
 */
module io.astreaming.adapters.json {
    requires static org.jspecify;
    requires transitive io.astreaming.domain;
    requires transitive jakarta.json;
    requires transitive jakarta.json.bind;

    exports io.astreaming.json;

    // A provider of JSON-B is asked to make a record of ours, to see which kinds of Optional it makes.
    opens io.astreaming.json.result;

    uses jakarta.json.spi.JsonProvider;
}
