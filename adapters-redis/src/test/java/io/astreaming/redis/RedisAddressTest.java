package io.astreaming.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.WriteResult;
import io.astreaming.testing.RedisServer;
import io.astreaming.testing.SelfSigned;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Redis with TLS and users of few rights. */
@Timeout(60)
class RedisAddressTest {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    private static Path folder;

    private static Path keyStore;
    private static int tlsPort;
    private static RedisServer server;

    @BeforeAll
    static void startServer() throws Exception {
        keyStore = SelfSigned.keyStore(folder, "dns:localhost");
        String pem = SelfSigned.pem(keyStore).toString();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            tlsPort = free.getLocalPort();
        }
        String tls = "--tls-port %d --tls-cert-file %s --tls-key-file %s --tls-ca-cert-file %s --tls-auth-clients no"
                .formatted(tlsPort, pem, pem, pem);
        server = RedisServer.start(
                folder.resolve("redis"),
                Stream.of(
                                tls,
                                // what the documentation says that a user needs
                                "--user relay on >planted ~tls:* &tls:* +xadd +xrange +xrevrange +xread +exists +pexpire"
                                        + " +publish +subscribe +info",
                                "--user reader on >planted ~tls:* +xrange")
                        .flatMap(options -> Stream.of(options.split(" ")))
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void trustWhatThePlatformTrusts() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
    }

    private static void trustTheServer() {
        System.setProperty(TRUST_STORE, keyStore.toString());
        System.setProperty(TRUST_STORE_PASSWORD, SelfSigned.PASSWORD);
    }

    @Test
    void keepsStreamsWithTlsForAUserOfFewRights() throws Exception {
        trustTheServer();
        server.command("acl", "log", "reset");
        try (RedisStreamLog log = RedisStreamLog.connect("rediss://relay:planted@localhost:" + tlsPort, "tls")) {
            StreamId id = StreamId.random();
            long connection = RedisLogContract.get(log.open(id, RedisLogContract.HEAD, RedisLogContract.HOUR))
                    .connection();
            assertThat(RedisLogContract.get(log.append(id, connection, RedisLogContract.events(1, 3))))
                    .isEqualTo(new WriteResult.Written());
            LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
            log.follow(id, 2, new RecordingListener(told));
            assertThat(told.take()).isEqualTo("3");
        }
        assertThat(server.command("acl", "log")).as("what Redis refused").isEmpty();
    }

    @Test
    void trustsOnlyCertificatesThatTheJavaPlatformTrusts() {
        assertThatProblem("rediss://relay:planted@localhost:" + tlsPort).contains("TLS", "trustStore");
    }

    @Test
    void wantsTheHostNameOfTheCertificate() {
        trustTheServer();
        assertThatProblem("rediss://relay:planted@127.0.0.1:" + tlsPort).contains("host name");
    }

    @Test
    void saysThatTheUserOrThePasswordIsWrong() {
        assertThatProblem("redis://relay:planted-otherwise@127.0.0.1:" + server.port())
                .contains("user", "password");
    }

    @Test
    void saysThatAPasswordIsWanted() throws Exception {
        server.command("config", "set", "requirepass", "planted");
        try {
            assertThatProblem(server.uri()).contains("user", "password");
        } finally {
            server.command("-a", "planted", "--no-auth-warning", "config", "set", "requirepass", "");
        }
    }

    @Test
    void saysWhatAUserNeeds() {
        assertThatProblem("redis://reader:planted@127.0.0.1:" + server.port()).contains("xadd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "planted",
                "redis://x:planted^@h:1",
                "http://planted",
                "redis://planted:99999999",
                "",
                "redis://a:planted@b,c d:1"
            })
    void saysThatAnAddressIsNone(String uri) {
        assertThatProblem(uri).contains("redis://localhost:6379");
    }

    @Test
    void saysThatNoServerAnswersWithTls() {
        assertThatProblem("rediss://relay:planted@127.0.0.1:" + server.port()).contains("TLS");
        assertThatProblem("redis://relay:planted@127.0.0.1:" + tlsPort).contains("rediss://");
    }

    private static AbstractStringAssert<?> assertThatProblem(String uri) {
        return assertThatThrownBy(() -> RedisStreamLog.connect(uri, "tls").close())
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .message()
                .doesNotContain("planted");
    }
}
