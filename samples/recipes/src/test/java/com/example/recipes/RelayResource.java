package com.example.recipes;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import io.astreaming.http.relay.RelayResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** A relay as a resource of JAX-RS: a thread waits for each stream, which may be a virtual one. */
@Path("/v1/{path: .*}")
public class RelayResource {
    private final RelayExchange relay;

    RelayResource(RelayExchange relay) {
        this.relay = relay;
    }

    @POST
    public Response post(@Context Request request, @Context UriInfo uri, @Context HttpHeaders headers, byte[] body) {
        return answer(request, uri.getRequestUri(), headers, body);
    }

    @GET
    public Response get(@Context Request request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(request, uri.getRequestUri(), headers, new byte[0]);
    }

    @HEAD
    public Response head(@Context Request request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(request, uri.getRequestUri(), headers, new byte[0]);
    }

    @DELETE
    public Response delete(@Context Request request, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(request, uri.getRequestUri(), headers, new byte[0]);
    }

    private Response answer(Request request, URI uri, HttpHeaders headers, byte[] body) {
        RelayRequest asked = new RelayRequest(
                request.getMethod(),
                uri.getRawPath(),
                uri.getRawQuery(),
                headers.getHeaderString("Last-Event-ID"),
                headers.getHeaderString("Idempotency-Key"),
                String.valueOf(headers.getHeaderString("X-User")), // as your application knows him
                body);
        RelayResponse answer = relay.handle(asked).toCompletableFuture().join();
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        return answer.isStreamed() || answer.bytes().length > 0
                ? response.entity((StreamingOutput) answer::writeTo).build()
                : response.build();
    }
}
