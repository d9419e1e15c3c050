package com.example;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged service, as a process. */
class StreamedAnswersIT extends StreamedAnswersContract {
    @Override
    Service start(Map<String, String> properties) throws Exception {
        int port = ServiceProcess.freePort();
        Map<String, String> all = new HashMap<>(properties);
        all.put("quarkus.http.host", "127.0.0.1");
        all.put("quarkus.http.port", Integer.toString(port));
        // Until the last stream has ended, Quarkus takes connections.
        return ServiceProcess.start(
                        port,
                        all,
                        List.of("-jar", "target/quarkus-app/quarkus-run.jar"),
                        () -> ServiceProcess.log().contains("Waiting for HTTP requests to complete"))
                .awaitReady(Duration.ofSeconds(60), () -> accepts(port));
    }

    @Override
    String platform() {
        return "quarkus " + System.getProperty("quarkus.version") + ", a process";
    }
}
