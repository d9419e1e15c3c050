package io.astreaming.replay;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A server in a process of its own: it prints its port, serves until the process is told to end, and prints that it has stopped. */
final class SmallHeapServer {
    static final String STOPPED = "stopped";

    private SmallHeapServer() {}

    public static void main(String[] args) throws InterruptedException {
        ReplayServer server =
                ReplayServer.serving(Recording.ofPayloads(List.of("1"), false)).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            System.out.println(STOPPED);
        }));
        System.out.println(server.port());
        new CountDownLatch(1).await();
    }
}
