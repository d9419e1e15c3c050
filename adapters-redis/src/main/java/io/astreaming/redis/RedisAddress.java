package io.astreaming.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Connects to what a URI names. No message shows the URI, nor what a server answers: the one may have a password. */
final class RedisAddress {
    /** How many causes of an error are looked at. */
    private static final int MAX_CAUSES = 20;

    private static final List<String> REFUSALS_OF_USERS =
            List.of("WRONGPASS", "NOAUTH", "ERR AUTH", "ERR Client sent AUTH");

    private RedisAddress() {}

    /** Connects; throws an {@link IllegalStateException} that says what to do. */
    static RedisConnections connect(String uri) {
        List<RedisURI> uris;
        try {
            uris = uri.contains(",") && !uri.startsWith("redis-sentinel")
                    ? RedisClusterURIUtil.toRedisURIs(URI.create(uri))
                    : List.of(RedisURI.create(uri));
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the address of Redis has to be a URI such as redis://localhost:6379 or"
                            + " rediss://user:password@host:6379; letters of a password that a URI can't have are percent-encoded");
        }
        uris.forEach(server -> server.setTimeout(RedisConnections.COMMAND_TIMEOUT));
        try {
            return open(uris);
        } catch (RuntimeException e) {
            throw problem(e);
        }
    }

    private static RedisConnections open(List<RedisURI> uris) {
        if (uris.size() > 1) {
            return ClusterConnections.open(uris);
        }
        ServerConnections server = ServerConnections.open(uris.get(0));
        if (!server.isPartOfCluster()) {
            return server;
        }
        server.close();
        return ClusterConnections.open(uris);
    }

    /** Returns what to tell of an error of lettuce. */
    static IllegalStateException problem(Throwable thrown) {
        Throwable error = thrown;
        for (int i = 0; error != null && i < MAX_CAUSES; i++) {
            String problem = error instanceof SSLException
                    ? "no connection with TLS to Redis can be made: check that its port speaks TLS, that the Java platform"
                            + " trusts its certificate (-Djavax.net.ssl.trustStore), and that this is for its host name"
                    : error instanceof RedisCommandExecutionException ? refusal(error.getMessage()) : null;
            if (problem != null) {
                return new IllegalStateException(problem);
            }
            error = error.getCause();
        }
        return new IllegalStateException("Redis can't be reached: check its address, whether it runs, and whether it"
                + " speaks TLS (rediss://)");
    }

    private static @Nullable String refusal(@Nullable String answer) {
        if (answer == null) {
            return null;
        }
        if (REFUSALS_OF_USERS.stream().anyMatch(answer::startsWith)) {
            return "Redis refuses the user or the password of its URI, or wants one: redis://user:password@host:6379";
        }
        if (answer.startsWith("NOPERM")) {
            return "the user of Redis may not do what the log does: it needs xadd, xrange, xrevrange, xread, exists, pexpire,"
                    + " publish, subscribe and info, on the keys and channels that begin with the log's prefix";
        }
        return answer.startsWith("ERR")
                ? "this server doesn't do what a log of streams needs: use Redis 7 or newer, or Valkey"
                : null;
    }
}
