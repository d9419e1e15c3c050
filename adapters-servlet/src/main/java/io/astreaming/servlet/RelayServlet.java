package io.astreaming.servlet;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.http.relay.RelayRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves a relay in a container of Jakarta Servlet 6, such as Tomcat 10.1 or Jetty 12. It is mapped to {@code /v1/*} and needs
 * {@code async-supported}:
 *
 * <pre>{@code
 * RelayServlet servlet = new RelayServlet(exchange, HttpServletRequest::getRemoteUser);
 * ServletRegistration.Dynamic relay = context.addServlet("relay", servlet);
 * relay.addMapping("/v1/*");
 * relay.setAsyncSupported(true);
 * }</pre>
 *
 * <p>No thread waits for a stream: the container calls when the client can take more, and at most a few events wait for a
 * client that has stopped reading. If this node can't learn how a stream goes on, the connection is broken, so that the
 * client comes back. Thread-safe.
 */
@SuppressWarnings("serial") // nobody serialises it
public final class RelayServlet extends HttpServlet {
    /** The attribute of a request whose connection is to be broken. */
    private static final String BROKEN = "io.astreaming.servlet.broken";

    private static final int MAX_BODY = 16 << 20;

    private final transient RelayExchange exchange;
    private final transient Function<? super HttpServletRequest, ? extends @Nullable String> owner;

    /**
     * Creates a servlet.
     *
     * @param exchange answers the requests
     * @param owner says who sends a request, as {@link RelayRequest#owner()} means it, such as {@code
     *     HttpServletRequest::getRemoteUser}; null if nobody whom the application knows, and then the answer is 401.
     *     Called on the container's threads
     */
    public RelayServlet(
            RelayExchange exchange, Function<? super HttpServletRequest, ? extends @Nullable String> owner) {
        this.exchange = Objects.requireNonNull(exchange, "exchange");
        this.owner = Objects.requireNonNull(owner, "owner");
    }

    /**
     * Answers a request of any method. The body is read before, at most 16 MiB of it; more is answered with 413.
     *
     * @param request the request
     * @param response the response
     * @throws IOException if the client leaves meanwhile, or its connection is to be broken
     */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(BROKEN) != null) {
            throw new IOException("the stream broke off: the client has to come back");
        }
        String who = owner.apply(request);
        if (who == null && !request.getMethod().equals("OPTIONS")) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        String context = request.getContextPath();
        RelayRequest asked = new RelayRequest(
                request.getMethod(),
                request.getRequestURI().substring(context.length()),
                request.getQueryString(),
                request.getHeader("Last-Event-ID"),
                request.getHeader("Idempotency-Key"),
                who == null ? "" : who,
                body);
        AsyncContext async = request.startAsync();
        async.setTimeout(0); // a stream may last; its own timeouts end it
        AsyncResponse answer = new AsyncResponse(async, response, () -> {
            request.setAttribute(BROKEN, true);
            async.dispatch();
        });
        exchange.handle(asked).thenAccept(relayed -> answer.begin(relayed, context));
    }
}
