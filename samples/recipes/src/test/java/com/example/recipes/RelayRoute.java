package com.example.recipes;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A relay as a route of Spring WebFlux: no thread waits for a stream. */
final class RelayRoute {
    private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

    private RelayRoute() {}

    static RouterFunction<ServerResponse> of(RelayExchange relay) {
        return RouterFunctions.route(
                RequestPredicates.path("/v1/**"),
                request -> request.bodyToMono(byte[].class)
                        .defaultIfEmpty(new byte[0])
                        .flatMap(body -> Mono.fromCompletionStage(relay.handle(asked(request, body))))
                        .flatMap(RelayRoute::answer));
    }

    private static RelayRequest asked(ServerRequest request, byte[] body) {
        HttpHeaders headers = request.headers().asHttpHeaders();
        return new RelayRequest(
                request.method().name(),
                request.uri().getRawPath(),
                request.uri().getRawQuery(),
                headers.getFirst("Last-Event-ID"),
                headers.getFirst("Idempotency-Key"),
                String.valueOf(headers.getFirst("X-User")), // as your application knows him
                body);
    }

    private static Mono<ServerResponse> answer(RelayResponse answer) {
        ServerResponse.BodyBuilder response = ServerResponse.status(answer.status())
                .headers(headers -> answer.headers().forEach(headers::set));
        if (!answer.isStreamed()) {
            return answer.bytes().length == 0 ? response.build() : response.bodyValue(answer.bytes());
        }
        // Each inner publisher is flushed: an event leaves at once.
        Flux<Mono<DataBuffer>> events =
                JdkFlowAdapter.flowPublisherToFlux(answer.stream()).map(event -> Mono.just(BUFFERS.wrap(event)));
        return response.body((outgoing, context) -> outgoing.writeAndFlushWith(events));
    }
}
