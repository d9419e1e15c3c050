package io.astreaming.replay;

import io.astreaming.jsontext.JsonText;
import io.astreaming.replay.completion.CompletionRequest;
import io.astreaming.replay.completion.ErrorJson;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What each request gets. Thread-safe. */
final class RequestRouter {
    private static final List<String> READING = List.of("GET", "HEAD");
    private static final List<String> POSTING = List.of("POST");
    private static final Pattern HEADER_NAMES = Pattern.compile("[\\w, -]{1,1000}");
    private static final int LONGEST_ECHO = 200;
    private static final String ABOUT = """
            Astreaming replay server: it answers POST %s with recorded answers.
            GET %s/models lists the recordings.
            """;

    private final ReplySelector repertoire;
    private final Pace pace;
    private final Routes routes;
    private final Visitors visitors;
    private final RequestLog received = new RequestLog();

    RequestRouter(ReplySelector repertoire, Pace pace, Routes routes, Visitors visitors) {
        this.repertoire = repertoire;
        this.pace = pace;
        this.routes = routes;
        this.visitors = visitors;
    }

    List<ReceivedRequest> received() {
        return received.toList();
    }

    /** The pace of a reply: its own, or else the server's. */
    Pace pace(Reply reply) {
        Pace own = reply.pace();
        return own == null ? pace : own;
    }

    /** What to say to a request. */
    ResponseScript to(ReceivedRequest request, ResponseTerms terms) {
        received.add(request);
        String foreign = visitors.foreignHost(request);
        if (foreign != null) {
            return ResponseWriter.write(
                    Reply.refusing(
                            421,
                            "this server is reached as localhost and doesn't answer as " + shown(foreign)
                                    + ": use that name, or allow this one when the server is started"),
                    terms);
        }
        if (!visitors.isPageToBeServed(request)) {
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
            return ResponseWriter.write(Reply.refusing(404, message), terms);
        }
        List<String> methods = target instanceof Routes.Completions ? POSTING : READING;
        if (!methods.contains(request.method())) {
            String allowed = String.join(", ", methods);
            return ResponseWriter.write(
                    Reply.refusing(405, "the method has to be " + allowed).header("Allow", allowed), terms);
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
            return ResponseWriter.write(Reply.refusing(400, String.valueOf(e.getMessage())), terms);
        }
        String model = target.deployment() == null ? asked.model() : target.deployment();
        return repertoire.next(model, asked.stream() ? terms : terms.inOnePiece());
    }

    /** What is there to be read. */
    private Reply page(Routes.Target target) {
        if (target instanceof Routes.Models) {
            return Reply.status(
                    200,
                    repertoire.names().stream()
                            .map(RequestRouter::model)
                            .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}")));
        }
        if (target instanceof Routes.Model model) {
            return repertoire.names().contains(model.id())
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

    /** What a browser wants to know before it lets a page ask. */
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

    private static String shown(String text) {
        return text.length() > LONGEST_ECHO ? text.substring(0, LONGEST_ECHO) + "..." : text;
    }
}
