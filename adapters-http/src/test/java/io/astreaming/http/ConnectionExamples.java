package io.astreaming.http;

import io.astreaming.port.KeyHeader;
import io.astreaming.settings.ApiKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What the guide on connections shows, compiled; {@link ConnectionExamplesTest} runs it. */
final class ConnectionExamples {
    private ConnectionExamples() {}

    static JdkChatTransport openAi(String baseUrl, ApiKey key) {
        return JdkChatTransport.builder(baseUrl) // https://api.openai.com/v1
                .apiKey(key)
                .organization("org-...")
                .project("proj_...")
                .build();
    }

    static JdkChatTransport azure(String resourceUrl, ApiKey key) {
        return JdkChatTransport.azure(resourceUrl, "my-gpt-4o", "2024-10-21", key)
                .build();
    }

    static JdkChatTransport azureV1(String resourceUrl, ApiKey key) {
        return JdkChatTransport.builder(resourceUrl + "/openai/v1") // the request's model names the deployment
                .apiKey(KeyHeader.API_KEY, key)
                .build();
    }

    static JdkChatTransport entraId(String resourceUrl, Supplier<ApiKey> tokens) {
        return JdkChatTransport.builder(resourceUrl + "/openai/v1")
                .apiKey(tokens) // or () -> ApiKey.of(credential.token()); asked before each attempt
                .build();
    }

    static JdkChatTransport openRouter(String baseUrl, ApiKey key) {
        return JdkChatTransport.builder(baseUrl) // https://openrouter.ai/api/v1
                .apiKey(key)
                .header("HTTP-Referer", "https://example.org")
                .header("X-Title", "Example")
                .build();
    }

    static JdkChatTransport impatient(String baseUrl, ApiKey key) {
        return JdkChatTransport.builder(baseUrl)
                .apiKey(key)
                .connectTimeout(Duration.ofSeconds(3))
                .build();
    }

    static JdkChatTransport throughProxy(String baseUrl, ApiKey key, String proxyHost, int proxyPort) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .proxy(ProxySelector.of(new InetSocketAddress(proxyHost, proxyPort)))
                .build();
        return JdkChatTransport.builder(baseUrl).apiKey(key).httpClient(client).build();
    }

    static JdkChatTransport throughProxyWithPassword(
            String baseUrl, ApiKey key, HttpClient client, String user, String password) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return JdkChatTransport.builder(baseUrl)
                .apiKey(key)
                .header("Proxy-Authorization", "Basic " + credentials) // to the proxy alone
                .httpClient(client)
                .build();
    }

    static HttpClient withAuthenticator(String proxyHost, int proxyPort, String user, String password) {
        return HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .proxy(ProxySelector.of(new InetSocketAddress(proxyHost, proxyPort)))
                .authenticator(new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return getRequestorType() == RequestorType.PROXY
                                ? new PasswordAuthentication(user, password.toCharArray())
                                : null;
                    }
                })
                .build();
    }

    static SSLContext trusting(Path keyStore, char[] password) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            trusted.load(in, password);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    static JdkChatTransport withOwnTrust(String baseUrl, ApiKey key, SSLContext context) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .sslContext(context)
                .build();
        return JdkChatTransport.builder(baseUrl).apiKey(key).httpClient(client).build();
    }

    static JdkChatTransport aConnectionForEachStream(String baseUrl, ApiKey key) {
        return JdkChatTransport.builder(baseUrl)
                .apiKey(key)
                .httpVersion(HttpClient.Version.HTTP_1_1)
                .build();
    }

    static JdkChatTransport withExecutor(String baseUrl, ApiKey key, Executor executor) {
        return JdkChatTransport.builder(baseUrl).apiKey(key).executor(executor).build();
    }
}
