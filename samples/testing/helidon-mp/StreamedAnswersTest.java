package com.example;

import io.helidon.common.Version;
import io.helidon.microprofile.server.Server;
import java.util.Map;

class StreamedAnswersTest extends StreamedAnswersContract {
    @Override
    Service start(Map<String, String> properties) {
        properties.forEach(System::setProperty);
        Server server = Server.builder().host("127.0.0.1").port(0).build().start();
        return new Service() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public void close() {
                server.stop();
                properties.keySet().forEach(System::clearProperty);
            }
        };
    }

    @Override
    String platform() {
        return "helidon-mp " + Version.VERSION;
    }
}
