package io.astreaming.replay;

import io.astreaming.replay.Reply.Framing;
import java.util.Map;
import java.util.TreeMap;

/** Writes the status line and the headers of a response. */
final class ResponseHeadWriter {
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(204, "No Content"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(413, "Content Too Large"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private ResponseHeadWriter() {}

    /**
     * Returns the head of a reply; headers of the reply have priority over those that follow from the arguments.
     *
     * @param length the length of the body, in bytes
     * @param page whether a page of this machine may read the response
     */
    static String head(Reply reply, Framing framing, int length, boolean persistent, boolean page) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(reply.headers());
        if (framing == Framing.CHUNKED) {
            headers.putIfAbsent("Transfer-Encoding", "chunked");
        } else if (framing == Framing.LENGTH && reply.status() != 204 && reply.status() != 304) {
            headers.putIfAbsent("Content-Length", String.valueOf(length));
        }
        if (!persistent) {
            headers.putIfAbsent("Connection", "close");
        }
        if (page) {
            headers.putIfAbsent("Access-Control-Allow-Origin", "*");
            headers.putIfAbsent("Access-Control-Expose-Headers", "*");
            headers.putIfAbsent("Vary", "Origin");
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(reply.status())
                .append(' ')
                .append(REASONS.getOrDefault(reply.status(), ""))
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }
}
