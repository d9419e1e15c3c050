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
 * Maps what the JDK's client throws to exceptions that say what to do. Their messages contain scheme, host, port and
 * path, never a query or a header.
 *
 * @param endpoint the server
 * @param connect how long a connection may take
 */
record ExceptionMapper(Endpoint endpoint, Duration connect) {
    /**
     * The client's message when a connection has no stream left: it has no type for this, and opens no second
     * connection.
     */
    private static final String TOO_MANY_STREAMS = "too many concurrent streams";

    /**
     * Returns an exception that says what went wrong.
     *
     * @param thrown what the client threw
     * @param answered whether the response's headers had arrived
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
        // The client sometimes wraps it in another exception.
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
                    endpoint
                            + " accepts no more streams on one HTTP/2 connection; keep fewer open at once, or use HTTP/1.1,"
                            + " where each stream has its own connection",
                    null);
        }
        return new ConnectionException(
                Phase.HEADERS, "the connection to " + endpoint + " broke before there was a response", root(cause));
    }

    /** Returns why, and what to do. The JDK has types for faults of a certificate, and only messages for the rest. */
    private static String insecurity(SSLException thrown) {
        String said = String.valueOf(thrown.getMessage());
        if (has(thrown, CertificateExpiredException.class) || has(thrown, CertificateNotYetValidException.class)) {
            return "the server's certificate isn't valid today; have it renewed, and check this machine's clock";
        }
        if (said.contains("No subject alternative") || said.contains("No name matching")) {
            return "the server's certificate is for another host; check the host in the base URL";
        }
        if (has(thrown, CertPathBuilderException.class)
                || has(thrown, CertPathValidatorException.class)
                || has(thrown, CertificateException.class)) {
            return "this JVM doesn't trust the authority that signed the server's certificate; add that authority to the trust store";
        }
        if (said.contains("nrecognized SSL message")) {
            return "the port answers without TLS; use http:// in the base URL, or the port that uses TLS";
        }
        return "the server broke off the TLS handshake; check that the port uses TLS, which versions of TLS the server accepts,"
                + " and whether it requires a client certificate";
    }

    /** Returns the operating system's message; some systems have none for a refused connection. */
    private static String reason(@Nullable String said) {
        return said == null || said.toLowerCase(Locale.ROOT).contains("refused")
                ? "connection refused; is the server running?"
                : said + "; check the base URL and the network";
    }

    /**
     * Returns the first cause, such as an end of stream or a reset; null if its message isn't safe to show. The
     * client's messages about HTTP, and its exceptions around the first cause, quote what arrived, which may be an echo
     * of a secret.
     */
    private static @Nullable Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof IOException && !(root instanceof ProtocolException) && !quotes(root) ? root : null;
    }

    /**
     * Returns whether a message quotes something: JDK 17 has no type for a malformed header of HTTP/2, but puts it in
     * quotes.
     */
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
