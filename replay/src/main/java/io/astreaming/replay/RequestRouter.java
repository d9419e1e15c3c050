package io.astreaming.replay;

import io.astreaming.jsontext.JsonText;
import io.astreaming.replay.completion.CompletionRequest;
import io.astreaming.replay.completion.ErrorJson;
import io.astreaming.replay.net.Rejection;
import io.astreaming.value.Protocol;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Determines the response to each request. Thread-safe. */
final class RequestRouter {
    private static final List<String> READ_METHODS = List.of("GET", "HEAD");
    private static final List<String> POST_ONLY = List.of("POST");
    private static final Pattern HEADER_NAMES = Pattern.compile("[\\w, -]{1,1000}");
    private static final int MAX_ECHO = 200;
    private static final String ABOUT = """
        Astreaming replay server: it answers POST %s with recorded answers.
        GET %s/models lists the recordings.
        """;

    private final Function<? super ReceivedRequest, ? extends @Nullable Reply> script;
    private final ReplySelector replies;
    private final Pace pace;
    private final Routes routes;
    private final AccessRules access;
    private final RequestLog received = new RequestLog();

    RequestRouter(
            Function<? super ReceivedRequest, ? extends @Nullable Reply> script,
            ReplySelector replies,
            Pace pace,
            Routes routes,
            AccessRules access) {
        this.script = script;
        this.replies = replies;
        this.pace = pace;
        this.routes = routes;
        this.access = access;
    }

    List<ReceivedRequest> received() {
        return received.toList();
    }

    void forgetRequests() {
        received.clear();
    }

    /** Returns the pace of a reply: its own, or the server's if it has none. */
    Pace pace(Reply reply) {
        Pace own = reply.pace();
        return own == null ? pace : own;
    }

    /** Returns the response to a request. */
    ResponseScript respond(ReceivedRequest request, ResponseTerms terms) {
        received.add(request);
        String foreign = access.foreignHost(request);
        if (foreign != null) {
            return ResponseWriter.write(
                    rejection(
                            421,
                            "this server is reached as localhost and doesn't answer as " + shown(foreign)
                                    + ": use that name, or allow this one when the server is started"),
                    terms);
        }
        if (!access.isLocalPage(request)) {
            return routed(request, terms);
        }
        ResponseTerms forPage = terms.forPage();
        return request.method().equals("OPTIONS")
                ? ResponseWriter.write(preflight(request), forPage)
                : routed(request, forPage);
    }

    private ResponseScript routed(ReceivedRequest request, ResponseTerms terms) {
        Routes.Target target = routes.at(request.path());
        if (target instanceof Routes.Nowhere) {
            String message = "there is nothing at " + shown(request.path()) + ": " + routes.advice();
            return ResponseWriter.write(rejection(404, message), terms);
        }
        List<String> methods = target instanceof Routes.Completions ? POST_ONLY : READ_METHODS;
        if (!methods.contains(request.method())) {
            String allowed = String.join(", ", methods);
            return ResponseWriter.write(
                    rejection(405, "the method must be " + allowed).header("Allow", allowed), terms);
        }
        if (target instanceof Routes.Completions completions) {
            return completion(request, completions, terms);
        }
        return ResponseWriter.write(page(target), terms);
    }

    private ResponseScript completion(ReceivedRequest request, Routes.Completions target, ResponseTerms terms) {
        CompletionRequest asked;
        try {
            asked = CompletionRequest.of(request.text());
        } catch (IllegalArgumentException e) {
            return ResponseWriter.write(rejection(400, String.valueOf(e.getMessage())), terms);
        }
        String model = target.model() == null ? asked.model() : target.model();
        Protocol protocol = target.protocol();
        boolean streamed =
                asked.stream() || protocol == Protocol.GEMINI || (protocol == Protocol.OLLAMA && !asked.whole());
        if (!streamed && protocol != Protocol.CHAT_COMPLETIONS) {
            return ResponseWriter.write(
                    rejection(400, "only chat completions are answered in one piece: ask for a stream"), terms);
        }
        ResponseTerms wanted = streamed ? terms : terms.inOnePiece();
        Reply scripted = scripted(request);
        ResponseScript script =
                scripted == null ? replies.next(protocol, model, wanted) : ResponseWriter.write(scripted, wanted);
        return script != null
                ? script
                : ResponseWriter.write(rejection(404, "none of the recordings is of this protocol"), terms);
    }

    private @Nullable Reply scripted(ReceivedRequest request) {
        try {
            return script.apply(request);
        } catch (RuntimeException e) {
            return rejection(
                    500,
                    "the server's script threw " + e.getClass().getName() + ", so there is no reply to this request");
        }
    }

    /** Returns the page at a path. */
    private Reply page(Routes.Target target) {
        if (target instanceof Routes.Models) {
            return Reply.status(
                    200,
                    replies.names().stream()
                            .map(RequestRouter::model)
                            .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}")));
        }
        if (target instanceof Routes.Model model) {
            return replies.names().contains(model.id())
                    ? Reply.status(200, model(model.id()))
                    : Reply.status(
                            404,
                            ErrorJson.of(
                                    "the model " + shown(model.id()) + " does not exist: none of the recordings has"
                                            + " this name",
                                    "invalid_request_error",
                                    "model",
                                    "model_not_found"));
        }
        return Reply.status(200, ABOUT.formatted(routes.completions(), routes.base()))
                .header("Content-Type", "text/plain; charset=utf-8");
    }

    /** Returns the answer to a browser's CORS preflight request. */
    private static Reply preflight(ReceivedRequest request) {
        String headers = String.valueOf(request.header("Access-Control-Request-Headers"));
        return Reply.status(204, "")
                .withoutHeader("Content-Type")
                .header("Access-Control-Allow-Methods", "GET, HEAD, POST")
                .header(
                        "Access-Control-Allow-Headers",
                        HEADER_NAMES.matcher(headers).matches() ? headers : "*")
                .header("Access-Control-Allow-Private-Network", "true");
    }

    private static String model(String name) {
        return "{\"id\":" + JsonText.ofString(name)
                + ",\"object\":\"model\",\"created\":0,\"owned_by\":\"astreaming\"}";
    }

    private static Reply rejection(int status, String message) {
        return Reply.rejection(new Rejection(status, message));
    }

    private static String shown(String text) {
        return text.length() > MAX_ECHO ? text.substring(0, MAX_ECHO) + "..." : text;
    }
}
