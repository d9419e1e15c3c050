package io.astreaming.conformance;

import io.astreaming.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Assumptions;

/** A proxy of Debian's that speaks TLS and HTTP/2 in front of a server of ours, with a certificate made for the occasion. */
public final class TlsProxy implements AutoCloseable {
    /** Which one. */
    public enum Kind {
        NGINX("nginx", """
                daemon off; pid FOLDER/pid; error_log FOLDER/errors warn; worker_processes 1; USER
                events { worker_connections 512; }
                http {
                  client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy; fastcgi_temp_path FOLDER/f;
                  uwsgi_temp_path FOLDER/u; scgi_temp_path FOLDER/s;
                  log_format seen '$server_protocol $status $connection';
                  access_log FOLDER/seen seen;
                  server {
                    listen 127.0.0.1:PORT ssl http2;
                    ssl_certificate FOLDER/certificate.pem; ssl_certificate_key FOLDER/key.pem;
                    location / {
                      proxy_pass http://127.0.0.1:UPSTREAM; proxy_http_version 1.1; proxy_buffering off;
                      proxy_set_header Connection '';
                    }
                  }
                }
                """, "nginx", "-p", "FOLDER", "-c", "FOLDER/config"),
        HAPROXY("haproxy", """
                global
                  log stdout format raw local0
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                  log global
                  log-format "%HV %ST %cp"
                frontend tls
                  bind 127.0.0.1:PORT ssl crt FOLDER/both.pem alpn h2,http/1.1
                  default_backend ours
                backend ours
                  server one 127.0.0.1:UPSTREAM
                """, "haproxy", "-db", "-f", "FOLDER/config");

        private final String program;
        private final String config;
        private final List<String> command;

        Kind(String program, String config, String... command) {
            this.program = program;
            this.config = config;
            this.command = List.of(command);
        }
    }

    private final Path folder;
    private final Kind kind;
    private final int port;
    private final Process process;

    /** Stands in front of a port of this machine; skips the test where the proxy isn't installed. */
    public TlsProxy(Kind kind, Path folder, int upstream) throws Exception {
        this.kind = kind;
        this.folder = folder.toAbsolutePath();
        this.port = freePort();
        run("openssl", "version");
        run(kind.program, "-v");
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                this.folder.resolve("key.pem").toString(),
                "-out",
                this.folder.resolve("certificate.pem").toString());
        Files.writeString(
                this.folder.resolve("both.pem"),
                Files.readString(this.folder.resolve("certificate.pem"))
                        + Files.readString(this.folder.resolve("key.pem")));
        Files.writeString(this.folder.resolve("config"), filled(kind.config, upstream));
        process = new ProcessBuilder(kind.command.stream()
                        .map(part -> filled(part, upstream))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(this.folder
                        .resolve(kind == Kind.HAPROXY ? "seen" : "output")
                        .toFile())
                .start();
        awaitListening();
    }

    public URI baseUri() {
        return URI.create("https://localhost:" + port + "/v1");
    }

    /** A client that trusts the certificate. */
    public HttpClient client() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(folder.resolve("certificate.pem"))) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            trusted.setCertificateEntry("proxy", certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    /** What it says of the requests that are over: protocol, status, and which connection. */
    public List<String> seen(int atLeast) throws Exception {
        Await.until(() -> seen().size() >= atLeast);
        return seen();
    }

    private List<String> seen() throws IOException {
        try (var all = Files.lines(folder.resolve("seen"))) {
            return all.filter(line -> line.startsWith("HTTP/")).toList();
        }
    }

    /** Ends it at once, without a farewell to anybody. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private String filled(String template, int upstream) {
        return template.replace("FOLDER", folder.toString())
                .replace("PORT", String.valueOf(port))
                .replace("UPSTREAM", String.valueOf(upstream))
                .replace("USER", System.getProperty("user.name").equals("root") ? "user root;" : "");
    }

    private void run(String... command) throws Exception {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Assumptions.assumeTrue(
                    started.waitFor(30, TimeUnit.SECONDS) && started.exitValue() == 0,
                    () -> "skipped: " + command[0] + " doesn't work here");
        } catch (IOException e) {
            Assumptions.abort("skipped: " + command[0] + " isn't installed");
        }
    }

    private void awaitListening() throws Exception {
        Await.until(() -> {
            if (!process.isAlive()) {
                throw new IOException(kind.program + " doesn't run: " + Files.readString(folder.resolve("output")));
            }
            return isListening();
        });
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String toString() {
        return kind.program + " at port " + port;
    }
}
