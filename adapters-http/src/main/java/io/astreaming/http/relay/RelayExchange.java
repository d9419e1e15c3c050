package io.astreaming.http.relay;

import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.PartialJson;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.relay.LogUnreachableException;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelayedStream;
import io.astreaming.relay.StreamRequest;
import io.astreaming.relay.log.EventId;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamSealed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A relay's HTTP. It answers
 *
 * <ul>
 *   <li>{@code POST /v1/chat/completions}: asks the provider and streams the answer, or joins the stream of the same {@code
 *       Idempotency-Key}; with {@code Last-Event-ID} it goes on with a stream, and never begins one;
 *   <li>{@code GET /v1/streams/ID}: goes on after {@code Last-Event-ID}, or from the beginning; 204 if nothing is left;
 *   <li>{@code HEAD /v1/streams/ID}: says how the stream stands;
 *   <li>{@code DELETE /v1/streams/ID} and {@code POST /v1/streams/ID/stop}: stop the stream, wherever it is produced;
 *   <li>{@code OPTIONS}: what a browser asks before it sends one of these to another origin.
 * </ul>
 *
 * <p>Thread-safe. No call waits.
 */
public final class RelayExchange {
    private static final String BASE = "/v1";
    private static final String STREAMS = BASE + "/streams/";
    private static final String STOP = "/stop";

    private final Relay relay;
    private final Function<RelayRequest, Flow.Publisher<ReceivedChunk>> upstream;
    private final Answers answers;
    private final byte[] secret;
    private final BiPredicate<String, StreamHead> mayRead;
    private final BiPredicate<String, StreamHead> mayStop;

    private RelayExchange(
            Relay relay,
            Function<RelayRequest, Flow.Publisher<ReceivedChunk>> upstream,
            Answers answers,
            byte[] secret,
            BiPredicate<String, StreamHead> mayRead,
            BiPredicate<String, StreamHead> mayStop) {
        this.relay = relay;
        this.upstream = upstream;
        this.answers = answers;
        this.secret = secret;
        this.mayRead = mayRead;
        this.mayStop = mayStop;
    }

    /**
     * Creates an exchange in which only the owner of a stream may read and stop it, and which allows no other origin.
     *
     * @param relay the relay
     * @param secret the secret of the deployment, from which streams of an idempotency key are named: the same on each node,
     *     and known to nobody else. At least 16 bytes; copied
     * @param upstream asks the provider what a client asks; called once for each stream. What it throws ends the stream as
     *     failed
     * @return the exchange
     */
    public static RelayExchange over(
            Relay relay, byte[] secret, Function<RelayRequest, Flow.Publisher<ReceivedChunk>> upstream) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("the secret has at least 16 bytes: who guesses it can read streams");
        }
        BiPredicate<String, StreamHead> owner = (who, head) -> head.owner().equals(who);
        return new RelayExchange(
                Objects.requireNonNull(relay, "relay"),
                Objects.requireNonNull(upstream, "upstream"),
                new Answers(relay.scheduler(), null),
                secret.clone(),
                owner,
                owner);
    }

    /**
     * Returns a copy that lets pages of other origins read and stop streams.
     *
     * @param origin the origin, such as {@code https://app.example}; {@code *} for all
     * @return a changed copy
     */
    public RelayExchange withAllowedOrigin(String origin) {
        return new RelayExchange(relay, upstream, new Answers(relay.scheduler(), origin), secret, mayRead, mayStop);
    }

    /**
     * Returns a copy with other rules of access. Who may not is answered as if there were no such stream.
     *
     * @param read whether an owner may read a stream with this head
     * @param stop whether an owner may stop it
     * @return a changed copy
     */
    public RelayExchange withAccess(BiPredicate<String, StreamHead> read, BiPredicate<String, StreamHead> stop) {
        return new RelayExchange(relay, upstream, answers, secret, read, stop);
    }

    /**
     * Answers a request.
     *
     * @param request the request
     * @return the answer; never completes exceptionally
     */
    public CompletionStage<RelayResponse> handle(RelayRequest request) {
        CompletionStage<RelayResponse> answer = route(request);
        return answer.exceptionally(this::failed);
    }

    private RelayResponse failed(Throwable thrown) {
        Throwable error =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return error instanceof LogUnreachableException || error instanceof IllegalStateException
                ? answers.unavailable()
                : answers.error(500, "the relay failed");
    }

    private CompletionStage<RelayResponse> route(RelayRequest request) {
        String method = request.method();
        String path = request.path();
        if (method.equals("OPTIONS")) {
            return CompletableFuture.completedFuture(answers.preflight());
        }
        String seen = request.cursor();
        EventId cursor = seen == null ? null : EventId.parse(seen);
        if (seen != null && cursor == null) {
            return done(answers.error(400, "the last event id isn't one that this relay gave"));
        }
        if (path.equals(BASE + "/chat/completions")) {
            return method.equals("POST") ? post(cursor, request) : done(answers.error(405, "use POST"));
        }
        if (!path.startsWith(STREAMS)) {
            return done(answers.notFound());
        }
        String rest = path.substring(STREAMS.length());
        boolean stop = rest.endsWith(STOP);
        StreamId id = StreamId.parse(stop ? rest.substring(0, rest.length() - STOP.length()) : rest);
        if (id == null) {
            return done(answers.notFound());
        }
        if (stop ? method.equals("POST") : method.equals("DELETE")) {
            return stop(id, request);
        }
        if (!stop && (method.equals("GET") || method.equals("HEAD"))) {
            return method.equals("GET") ? get(id, cursor, request) : head(id, request);
        }
        return done(answers.error(405, "use GET, HEAD or DELETE, or POST to /stop"));
    }

    private static CompletionStage<RelayResponse> done(RelayResponse response) {
        return CompletableFuture.completedFuture(response);
    }

    private CompletionStage<RelayResponse> post(@Nullable EventId cursor, RelayRequest request) {
        if (cursor != null) {
            return get(cursor.stream(), cursor, request);
        }
        String problem = problem(request.body());
        if (problem != null) {
            return done(answers.error(400, problem));
        }
        String key = request.idempotencyKey();
        StreamId id = key == null ? StreamId.random() : StreamId.derived(secret, request.owner(), key);
        StreamRequest asked = new StreamRequest(request.owner(), digest(request.body()), "chat");
        return relay.start(id, asked, () -> upstream.apply(request))
                .thenApply(stream -> stream.head().digest().equals(asked.digest())
                        ? answers.events(stream, 0)
                        : answers.error(422, "this Idempotency-Key was used with another body"));
    }

    /** Returns why a body can't be answered with a stream; null if it can. */
    private static @Nullable String problem(byte[] body) {
        PartialJson json = new PartialJson();
        var unused = json.append(new String(body, StandardCharsets.UTF_8));
        if (!json.isWhole() || !json.text().stripLeading().startsWith("{")) {
            return "the body isn't a JSON object";
        }
        JsonText stream = JsonText.of(json.text()).members().get("stream");
        boolean streamed = stream != null && stream.text().equals("true");
        return streamed ? null : "\"stream\" has to be true: this relay only streams";
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private CompletionStage<RelayResponse> get(StreamId id, @Nullable EventId cursor, RelayRequest request) {
        if (cursor != null && !cursor.stream().equals(id)) {
            return done(answers.notFound());
        }
        long after = cursor == null ? 0 : cursor.number();
        return find(id, request, mayRead).thenApply(stream -> {
            if (stream == null) {
                return answers.notFound();
            }
            Seal seal = stream.seal();
            boolean nothingLeft =
                    seal != null && (after == EventId.END || (seal.isCompleted() && after >= stream.last()));
            return nothingLeft ? answers.nothingLeft(stream) : answers.events(stream, after);
        });
    }

    private CompletionStage<RelayResponse> head(StreamId id, RelayRequest request) {
        return find(id, request, mayRead)
                .thenApply(stream -> stream == null ? answers.notFound() : answers.state(stream));
    }

    private CompletionStage<RelayResponse> stop(StreamId id, RelayRequest request) {
        return find(id, request, mayStop).thenCompose(stream -> {
            if (stream == null) {
                return done(answers.notFound());
            }
            CompletionStage<StreamSealed> stopped = stream.stop();
            return stopped.thenApply(end -> answers.stopped(stream, end));
        });
    }

    private CompletionStage<@Nullable RelayedStream> find(
            StreamId id, RelayRequest request, BiPredicate<String, StreamHead> allowed) {
        return relay.find(id)
                .thenApply(stream -> stream != null && allowed.test(request.owner(), stream.head()) ? stream : null);
    }
}
