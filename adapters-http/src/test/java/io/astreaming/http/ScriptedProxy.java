package io.astreaming.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A forward proxy: it passes a connection on to where its first request wants to go, if that brings the credentials. */
final class ScriptedProxy implements ScriptedServer.Script {
    /** The heads of the requests that the proxy itself has seen. */
    final List<String> heads = new CopyOnWriteArrayList<>();

    private final String credentials;

    /** Asks for these credentials; null for none. */
    ScriptedProxy(String credentials) {
        this.credentials = credentials;
    }

    @Override
    public void play(ScriptedServer.Connection connection) throws Exception {
        while (true) {
            String head = connection.readHead();
            heads.add(head);
            if (credentials == null || head.contains("\r\nProxy-Authorization: " + credentials + "\r\n")) {
                passOn(connection, head);
                return;
            }
            connection.readBody(head);
            connection.write(
                    "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private static void passOn(ScriptedServer.Connection connection, String head) throws IOException {
        String[] line = head.split(" ", 3);
        boolean tunnel = line[0].equals("CONNECT");
        URI target = URI.create(tunnel ? "tunnel://" + line[1] : line[1]);
        try (Socket server = new Socket(target.getHost(), target.getPort())) {
            if (tunnel) {
                connection.write("HTTP/1.1 200 Go\r\n\r\n");
            } else {
                String passed = line[0] + " " + target.getRawPath() + " " + line[2];
                server.getOutputStream()
                        .write(passed.replaceAll("\r\nProxy-Authorization: [^\r]*", "")
                                .getBytes(ISO_8859_1));
            }
            Thread up = new Thread(() -> pump(connection.socket(), server));
            up.setDaemon(true);
            up.start();
            pump(server, connection.socket());
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of both is gone.
        }
    }
}
