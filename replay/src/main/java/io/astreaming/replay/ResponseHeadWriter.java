package io.astreaming.replay;

import io.astreaming.replay.Reply.Framing;
import io.astreaming.replay.net.StatusLine;
import java.util.Map;
import java.util.TreeMap;

/** Writes the status line and the headers of a response. */
final class ResponseHeadWriter {
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
        StringBuilder head = new StringBuilder(StatusLine.of(reply.status()));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }
}
