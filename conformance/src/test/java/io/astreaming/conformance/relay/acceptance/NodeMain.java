package io.astreaming.conformance.relay.acceptance;

import io.astreaming.redis.RedisStreamLog;
import io.astreaming.relay.RelaySettings;
import java.time.Duration;

/** A process that is one node of a relay: {@code REDIS-URI UPSTREAM-URI}. It prints its port, and drains when it is told to end. */
final class NodeMain {
    private NodeMain() {}

    public static void main(String[] arguments) throws Exception {
        RedisStreamLog log = RedisStreamLog.connect(arguments[0], "as");
        NodeServer node = new NodeServer(log, arguments[1], RelaySettings.DEFAULT, 0);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.drain(Duration.ofSeconds(10));
            } catch (Exception e) {
                System.err.println(e);
            }
        }));
        System.out.println("port " + node.port());
        Thread.currentThread().join();
    }
}
