package com.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A service that runs as a process of its own, on a free port. What it prints is in {@code target/service.log}. */
final class ServiceProcess implements StreamedAnswersContract.Service {
    private static final Path LOG = Path.of("target", "service.log");

    private final int port;
    private final Process process;
    private final BooleanSupplier stopping;
    private volatile boolean told;

    private ServiceProcess(int port, Process process, BooleanSupplier stopping) {
        this.port = port;
        this.process = process;
        this.stopping = stopping;
    }

    /**
     * Starts a process on the JVM of the tests.
     *
     * @param properties the system properties of the process
     * @param arguments the rest of its command line
     * @param stopping whether a service that was told to stop has begun to; asked only then
     */
    static ServiceProcess start(
            int port, Map<String, String> properties, List<String> arguments, BooleanSupplier stopping)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
        return new ServiceProcess(port, process, stopping);
    }

    /** Waits until the service is ready; fails, and leaves no process behind, if it isn't in time. */
    ServiceProcess awaitReady(Duration longest, BooleanSupplier ready) throws InterruptedException {
        if (!StreamedAnswersContract.within(longest, () -> !process.isAlive() || ready.getAsBoolean())
                || !process.isAlive()) {
            close();
            throw new AssertionError("the service doesn't start: see " + LOG);
        }
        return this;
    }

    /** Returns what the service has printed so far. */
    static String log() {
        try {
            return Files.readString(LOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean isStopping() {
        return told && stopping.getAsBoolean();
    }

    @Override
    public void close() {
        told = true;
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the service doesn't end: see " + LOG);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
