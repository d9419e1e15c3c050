package io.astreaming.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A plain server on the loopback: it sends what the {@link Plan} in the request says, whole events, a thread for each connection. */
public final class StreamServer implements AutoCloseable {
    private static final int STACK = 128 << 10;

    private final ServerSocket socket;

    private StreamServer(ServerSocket socket) {
        this.socket = socket;
    }

    /**
     * Starts a server.
     *
     * @return the server, listening
     * @throws IOException if there is no port left
     */
    public static StreamServer start() throws IOException {
        StreamServer server = new StreamServer(new ServerSocket(0, 4_096, InetAddress.getLoopbackAddress()));
        daemon(server::accept);
        return server;
    }

    /** {@return what clients take as base URL} */
    public String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    private void accept() {
        try {
            while (true) {
                Socket accepted = socket.accept();
                daemon(new Conversation(accepted));
            }
        } catch (IOException e) {
            // Closed: no more connections are accepted.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(null, work, "server", STACK);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Prints its address, and ends with the process that started it. */
    public static void main(String[] args) throws IOException {
        try (StreamServer server = start()) {
            System.out.println(server.baseUrl());
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        }
    }
}
