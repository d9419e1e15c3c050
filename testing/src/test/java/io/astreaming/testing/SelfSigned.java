package io.astreaming.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for loopback that nobody has signed, made by the JDK's own tool. */
public final class SelfSigned {
    public static final String PASSWORD = "changeit";

    private SelfSigned() {}

    /** Makes a key store with the certificate and its key; whoever trusts it trusts the server. */
    public static Path keyStore(Path folder) throws Exception {
        return keyStore(folder, "ip:127.0.0.1,dns:localhost");
    }

    /** The same for other names. */
    public static Path keyStore(Path folder, String names) throws Exception {
        Path store = folder.resolve("loopback.p12");
        Path log = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=" + names,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!keytool.waitFor(60, SECONDS) || keytool.exitValue() != 0) {
            throw new AssertionError("keytool failed: " + Files.readString(log, UTF_8));
        }
        return store;
    }

    /** Writes the certificate and its key of a key store as text, for servers that aren't written in Java. */
    public static Path pem(Path keyStore) throws Exception {
        KeyStore keys = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        String alias = keys.aliases().nextElement();
        String text = block("CERTIFICATE", keys.getCertificate(alias).getEncoded())
                + block(
                        "PRIVATE KEY",
                        keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
        return Files.writeString(keyStore.resolveSibling("loopback.pem"), text);
    }

    private static String block(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    /** What a server with this key store speaks. */
    public static SSLContext server(Path keyStore) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
