package com.example;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service on Payara Micro, as a process. */
class StreamedAnswersIT extends StreamedAnswersContract {
    @Override
    Service start(Map<String, String> properties) throws Exception {
        int port = ServiceProcess.freePort();
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-jar", "target/payara-micro.jar", "--nocluster", "--port", Integer.toString(port)));
        arguments.addAll(List.of("--deploy", "target/jakarta-ee.war", "--contextroot", "/", "--shutdowngrace", "5000"));
        // For the milliseconds of --shutdowngrace Payara goes on and takes connections; before the application is
        // there, too.
        return ServiceProcess.start(port, properties, arguments, () -> true)
                .awaitReady(Duration.ofSeconds(100), () -> ServiceProcess.log().contains(" ready in "));
    }

    @Override
    String platform() {
        return "Payara Micro " + System.getProperty("payara.version") + ", a process";
    }
}
