package io.astreaming.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/** A server on loopback that does with each connection what a test says, byte by byte, and closes it then. */
final class ScriptedServer implements AutoCloseable {
    static final String EVENT_STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final ServerSocket listener;
    private final Set<Socket> accepts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    /** What to do with a connection. */
    interface Script {
        void play(Connection connection) throws Exception;
    }

    ScriptedServer(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), script);
    }

    ScriptedServer(ServerSocketFactory sockets, Script script) throws IOException {
        listener = sockets.createServerSocket(0, 500, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                accepts.add(socket);
                daemon(() -> {
                    try (socket) {
                        script.play(new Connection(socket));
                    }
                });
            }
        });
    }

    String baseUrl() {
        return (listener instanceof SSLServerSocket ? "https" : "http") + "://127.0.0.1:" + port() + "/v1";
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections there have been. */
    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : accepts) {
            socket.close();
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                // The socket was closed, by the client or by the end of the test.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection. */
    record Connection(Socket socket) {
        /** Reads a request, head and body. */
        String readRequest() throws IOException {
            String head = readHead();
            return head + readBody(head);
        }

        String readHead() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            while (!out.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    throw new IOException("closed");
                }
                out.write(b);
            }
            return out.toString(ISO_8859_1);
        }

        /** Reads the body that this head announces. */
        String readBody(String head) throws IOException {
            String[] around = head.toLowerCase(Locale.ROOT).split("content-length: ");
            int length = around.length == 1 ? 0 : Integer.parseInt(around[1].split("\r\n")[0]);
            return new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        }

        void writeChunk(String text) throws IOException {
            write(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
        }

        /** Waits until the client has closed. */
        void awaitClose() throws IOException {
            try {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // A reset is a close too.
            }
        }
    }
}
