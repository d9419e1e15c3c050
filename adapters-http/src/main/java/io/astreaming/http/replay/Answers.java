package io.astreaming.http.replay;

import io.astreaming.chunk.JsonText;
import java.util.List;
import java.util.stream.Collectors;

/** What each request gets. Thread-safe. */
final class Answers {
    private static final List<String> READING = List.of("GET", "HEAD");
    private static final String ABOUT = """
            Astreaming replay server: it answers POST /v1/chat/completions with recorded streams.
            GET /v1/models lists the recordings.
            """;

    private final Repertoire repertoire;
    private final Pace pace;
    private final ReceivedRequests received = new ReceivedRequests();

    Answers(Repertoire repertoire, Pace pace) {
        this.repertoire = repertoire;
        this.pace = pace;
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
    Script to(ReceivedRequest request, Terms terms) {
        received.add(request);
        return switch (request.path().replaceFirst("^/v1(?=/|$)", "")) {
            case "/chat/completions" ->
                allows(request, List.of("POST"))
                        ? repertoire.next(RequestedModel.in(request.text())).on(terms)
                        : notAllowed(List.of("POST"), terms);
            case "/models" ->
                allows(request, READING) ? Script.of(Reply.status(200, models()), terms) : notAllowed(READING, terms);
            case "", "/" ->
                allows(request, READING)
                        ? Script.of(Reply.status(200, ABOUT).header("Content-Type", "text/plain; charset=utf-8"), terms)
                        : notAllowed(READING, terms);
            default -> Script.of(refusal(404, "there is nothing at " + request.path()), terms);
        };
    }

    /** A refusal as OpenAI words it. */
    static Reply refusal(int status, String message) {
        return Reply.status(status, """
                {"error":{"message":%s,"type":"invalid_request_error","param":null,"code":null}}
                """.formatted(JsonText.ofString(message)));
    }

    private static boolean allows(ReceivedRequest request, List<String> methods) {
        return methods.contains(request.method());
    }

    private static Script notAllowed(List<String> methods, Terms terms) {
        String allowed = String.join(", ", methods);
        return Script.of(refusal(405, "the method has to be " + allowed).header("Allow", allowed), terms);
    }

    private String models() {
        return repertoire.names().stream()
                .map(name -> "{\"id\":" + JsonText.ofString(name)
                        + ",\"object\":\"model\",\"created\":0,\"owned_by\":\"astreaming\"}")
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
    }
}
