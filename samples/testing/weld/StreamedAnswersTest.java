package com.example;

import java.io.IOException;
import java.util.Map;

class StreamedAnswersTest extends StreamedAnswersContract {
    @Override
    Service start(Map<String, String> properties) throws IOException {
        properties.forEach(System::setProperty);
        Application application = new Application(0);
        return new Service() {
            @Override
            public int port() {
                return application.port();
            }

            @Override
            public void close() {
                application.close();
                properties.keySet().forEach(System::clearProperty);
            }
        };
    }

    @Override
    String platform() {
        return "weld " + System.getProperty("weld.version");
    }
}
