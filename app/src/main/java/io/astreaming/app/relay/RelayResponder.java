package io.astreaming.app.relay;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import io.astreaming.jsontext.JsonText;
import io.astreaming.relay.Relay;
import io.astreaming.replay.net.IncomingRequest;
import io.astreaming.replay.net.LiveAnswer;
import io.astreaming.replay.net.LiveResponse;
import io.astreaming.replay.net.Rejection;
import io.astreaming.replay.net.Responder;
import io.astreaming.replay.net.Response;
import io.astreaming.replay.net.ResponseForm;
import io.astreaming.replay.net.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers the clients of a relay. The owner of a stream is the digest of the client's key, so two clients may use the same
 * idempotency key; who has a stream's id may read and stop it.
 */
final class RelayResponder implements Responder {
    private final Relay relay;
    private final byte[] secret;
    private final Upstream upstream;
    private final String allowedOrigin;

    RelayResponder(Relay relay, byte[] secret, Upstream upstream, String allowedOrigin) {
        this.relay = relay;
        this.secret = secret;
        this.upstream = upstream;
        this.allowedOrigin = allowedOrigin;
    }

    /** A long body takes a while to be looked at, so this happens on another thread than the server's. */
    @Override
    public Response respond(IncomingRequest request, ResponseForm form, Wire wire) {
        String authorization = request.header("Authorization");
        RelayRequest asked = new RelayRequest(
                request.method(),
                request.uri().getRawPath(),
                request.uri().getRawQuery(),
                request.header("Last-Event-ID"),
                request.header("Idempotency-Key"),
                owner(authorization),
                request.body());
        CompletableFuture<LiveAnswer> answer = CompletableFuture.supplyAsync(() -> exchange(authorization))
                .thenCompose(exchange -> exchange.handle(asked))
                .thenApply(RelayResponder::answer);
        return LiveResponse.of(answer, form, wire);
    }

    private RelayExchange exchange(@Nullable String authorization) {
        return RelayExchange.over(relay, secret, asked -> upstream.ask(asked.body(), authorization))
                .withAllowedOrigin(allowedOrigin)
                .withAccess((owner, head) -> true, (owner, head) -> true);
    }

    private static LiveAnswer answer(RelayResponse response) {
        return response.isStreamed()
                ? LiveAnswer.streamed(response.status(), response.headers(), response.stream())
                : LiveAnswer.whole(response.status(), response.headers(), response.bytes());
    }

    @Override
    public Response reject(Rejection rejection, ResponseForm form, Wire wire) {
        String body =
                "{\"error\":{\"message\":" + JsonText.ofString(rejection.message()) + ",\"type\":\"relay_error\"}}";
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json",
                "Access-Control-Allow-Origin", allowedOrigin,
                "Access-Control-Expose-Headers", "x-stream-id, content-location");
        LiveAnswer answer = LiveAnswer.whole(rejection.status(), headers, body.getBytes(StandardCharsets.UTF_8));
        return LiveResponse.of(CompletableFuture.completedFuture(answer), form, wire);
    }

    private static String owner(@Nullable String authorization) {
        if (authorization == null || authorization.isEmpty()) {
            return "";
        }
        try {
            byte[] bytes = authorization.getBytes(StandardCharsets.ISO_8859_1);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
