package io.astreaming.http;

import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.error.StreamTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's client throws, in our words: with scheme, host, port and path, never with a query or a header.
 *
 * @param endpoint whom we talk to
 * @param connect how long a connection may take
 */
record ExceptionMapper(Endpoint endpoint, Duration connect) {
    /** The client's own words; it has no type for it, and opens no second connection. */
    private static final String TOO_MANY_STREAMS = "too many concurrent streams";

    /**
     * Says what went wrong.
     *
     * @param thrown what the client threw
     * @param answered whether the response had begun
     */
    ChatException describe(Throwable thrown, boolean answered) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof ChatException ours) {
            return ours;
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return new StreamTimeoutException(StreamTimeoutException.Phase.CONNECT, connect);
        }
        if (cause instanceof CancellationException) {
            return new ConnectionException(answered ? Phase.BODY : Phase.HEADERS, "the exchange was cancelled", null);
        }
        if (answered) {
            return new ConnectionException(
                    Phase.BODY, "the connection to " + endpoint + " broke in the middle of the response", root(cause));
        }
        if (has(cause, UnknownHostException.class) || has(cause, UnresolvedAddressException.class)) {
            return new ConnectionException(
                    Phase.CONNECT,
                    "can't connect to " + endpoint + ": no such host; check the base URL and the name service",
                    cause);
        }
        if (cause instanceof ConnectException) {
            return new ConnectionException(
                    Phase.CONNECT, "can't connect to " + endpoint + ": " + reason(cause.getMessage()), cause);
        }
        // The client sometimes puts it into another exception.
        SSLException insecure = find(cause, SSLException.class);
        if (insecure != null) {
            return new ConnectionException(
                    insecure instanceof SSLHandshakeException ? Phase.CONNECT : Phase.HEADERS,
                    "no secure connection to " + endpoint + ": " + insecurity(insecure),
                    insecure);
        }
        if (cause instanceof ProtocolException) {
            return new ConnectionException(
                    Phase.HEADERS,
                    endpoint + " answered with something other than HTTP; check the base URL",
                    root(cause));
        }
        if (TOO_MANY_STREAMS.equals(cause.getMessage())) {
            return new ConnectionException(
                    Phase.HEADERS,
                    endpoint + " takes no more streams on one HTTP/2 connection; keep fewer open at once, or have a"
                            + " connection for each by HTTP/1.1",
                    null);
        }
        return new ConnectionException(
                Phase.HEADERS, "the connection to " + endpoint + " broke before there was a response", root(cause));
    }

    /** Why, and what to do. The JDK has types for what is wrong with a certificate, and its own words alone for the rest. */
    private static String insecurity(SSLException thrown) {
        String said = String.valueOf(thrown.getMessage());
        if (has(thrown, CertificateExpiredException.class) || has(thrown, CertificateNotYetValidException.class)) {
            return "the server's certificate isn't valid today; have it renewed, and check this machine's clock";
        }
        if (said.contains("No subject alternative") || said.contains("No name matching")) {
            return "the server's certificate is made out to another host; check the host in the base URL";
        }
        if (has(thrown, CertPathBuilderException.class)
                || has(thrown, CertPathValidatorException.class)
                || has(thrown, CertificateException.class)) {
            return "this JVM doesn't trust whoever signed the server's certificate; put that authority into the trust store";
        }
        if (said.contains("nrecognized SSL message")) {
            return "the port answers without TLS; begin the base URL with http://, or give the port that speaks TLS";
        }
        return "the server broke off the TLS handshake; check that the port speaks TLS, which versions the server takes, and"
                + " whether it asks for a certificate of yours";
    }

    /** The system's words; it has none for a refused connection everywhere. */
    private static String reason(@Nullable String said) {
        return said == null || said.toLowerCase(Locale.ROOT).contains("refused")
                ? "connection refused; is the server running?"
                : said + "; check the base URL and the network";
    }

    /**
     * What happened first, such as an end or a reset: the client's own layers above it, and its complaints about HTTP, quote
     * what came, and that may be an echo of what we sent.
     */
    private static @Nullable Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof IOException && !(root instanceof ProtocolException) && !quotes(root) ? root : null;
    }

    /** The client of JDK 17 has no type for a malformed header of HTTP/2 either, but quotation marks. */
    private static boolean quotes(Throwable thrown) {
        String message = thrown.getMessage();
        return message != null && (message.indexOf('\'') >= 0 || message.indexOf('"') >= 0);
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return find(thrown, type) != null;
    }

    private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
