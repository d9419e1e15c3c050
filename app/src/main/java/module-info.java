/** The command line of Astreaming. */
module io.astreaming.app {
    requires info.picocli;
    requires io.astreaming;
    requires io.astreaming.adapters.http;
    requires io.astreaming.adapters.json;
    requires io.astreaming.adapters.redis;
    requires io.astreaming.domain;
    requires io.astreaming.relay;
    requires io.astreaming.replay;
    requires jakarta.json;
    requires jakarta.json.bind;
    requires jdk.httpserver;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires static org.jspecify;

    exports io.astreaming.app;

    opens io.astreaming.app to
            info.picocli;
    opens io.astreaming.app.bench to
            info.picocli;
    opens io.astreaming.app.chat to
            info.picocli;
    opens io.astreaming.app.endpoint to
            info.picocli;
    opens io.astreaming.app.inspect to
            info.picocli;
    opens io.astreaming.app.live to
            info.picocli;
    opens io.astreaming.app.recording to
            info.picocli;
    opens io.astreaming.app.relay to
            info.picocli;
    opens io.astreaming.app.serve to
            info.picocli;
    opens io.astreaming.app.server to
            info.picocli;
    opens io.astreaming.app.terminal to
            info.picocli;
}
