/**
 * The pure domain of Astreaming: what a streamed chat completion says, what it means, and how it ended. Plain Java, no
 * run-time dependency.
 *
 * <p>Start at {@link io.astreaming.stream.Chat}.
 */
@SuppressWarnings("module") // the adapter for JSON is compiled after this module
module io.astreaming.domain {
    requires static org.jspecify;

    exports io.astreaming.chunk;
    exports io.astreaming.completion;
    exports io.astreaming.dispatch;
    exports io.astreaming.engine;
    exports io.astreaming.error;
    exports io.astreaming.event;
    exports io.astreaming.jsontext;
    exports io.astreaming.port;
    exports io.astreaming.protocol.gemini to
            io.astreaming.adapters.json;
    exports io.astreaming.protocol.messages to
            io.astreaming.adapters.json;
    exports io.astreaming.protocol.ollama to
            io.astreaming.adapters.json;
    exports io.astreaming.protocol.responses to
            io.astreaming.adapters.json;
    exports io.astreaming.request;
    exports io.astreaming.settings;
    exports io.astreaming.stream;
    exports io.astreaming.tool;
    exports io.astreaming.trace;
    exports io.astreaming.value;
}
