package io.astreaming.replay;

import io.astreaming.replay.Reply.Framing;
import io.astreaming.replay.ReplyPlan.Item;
import io.astreaming.replay.ReplyPlan.Piece;
import io.astreaming.replay.ReplyPlan.Wait;
import io.astreaming.replay.completion.WholeAnswer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes all bytes of a response, once for all who get it. Not thread-safe. */
final class ResponseWriter {
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

    /** What HTTP adds to a head, and to each chunk, at most in most responses. */
    private static final int HEAD_BYTES = 1 << 10;

    private static final int CHUNK_BYTES = 16;

    private final ByteArrayOutputStream out;
    private final List<ResponseScript.Stop> stops = new ArrayList<>();

    /** Has room for what a body needs, for a large one shall not be copied while it grows. */
    private ResponseWriter(ReplyPlan body) {
        long bytes =
                body.length() + HEAD_BYTES + (long) CHUNK_BYTES * body.body().size();
        out = new ByteArrayOutputStream((int) Math.min(bytes, 1 << 30));
    }

    /** How a reply is sent on some terms. */
    static ResponseScript write(Reply reply, ResponseTerms terms) {
        if (terms.onePiece() && reply.isStream()) {
            return writeInOnePiece(reply, terms);
        }
        Framing framing =
                reply.framing() == Framing.CHUNKED && !terms.chunked() ? Framing.UNTIL_CLOSE : reply.framing();
        boolean persistent =
                terms.persistent() && (framing == Framing.CHUNKED || framing == Framing.LENGTH) && !closes(reply);
        ReplyPlan layout = new ReplyPlan(reply);
        ResponseWriter writer = new ResponseWriter(layout);
        writer.writePlain(layout.beforeHead());
        if (framing != Framing.RAW) {
            writer.writeText(head(reply, framing, layout.length(), persistent, terms.page()));
        }
        if (framing == Framing.CHUNKED && !terms.bodiless()) {
            writer.writeChunks(layout.body());
        } else if (!terms.bodiless()) {
            writer.writePlain(layout.body());
        }
        return new ResponseScript(
                reply, writer.out.toByteArray(), writer.stops, framing == Framing.CHUNKED, persistent);
    }

    /**
     * Writes what a stream adds up to. A provider is silent until it knows the whole answer, so whatever the stream
     * waits for comes before the head; comments have no place there. A stream that ends early has a shorter answer.
     */
    private static ResponseScript writeInOnePiece(Reply stream, ResponseTerms terms) {
        ReplyPlan layout = new ReplyPlan(stream);
        ResponseWriter content = new ResponseWriter(layout);
        content.writePlain(layout.body());
        WholeAnswer answer = WholeAnswer.of(stream.body().name(), content.out.toByteArray());
        Reply whole = Reply.status(answer.status(), answer.body());
        for (Map.Entry<String, String> header : stream.headers().entrySet()) {
            if (!header.getKey().equalsIgnoreCase("Content-Type")
                    || !header.getValue().startsWith(Reply.EVENT_STREAM)) {
                whole = whole.header(header.getKey(), header.getValue());
            }
        }
        boolean persistent = terms.persistent() && !closes(whole);
        ReplyPlan body = new ReplyPlan(whole);
        ResponseWriter writer = new ResponseWriter(body);
        writer.writePlain(layout.beforeHead());
        for (ResponseScript.Stop stop : content.stops) {
            Fault.Gate gate = stop.gate();
            writer.write(
                    new Wait(gate instanceof Fault.Stall stall ? new Fault.Stall(stall.release(), null, "") : gate));
        }
        writer.writeText(head(whole, Framing.LENGTH, body.length(), persistent, terms.page()));
        writer.writePlain(body.body().stream().filter(Piece.class::isInstance).toList());
        return new ResponseScript(stream, writer.out.toByteArray(), writer.stops, false, persistent);
    }

    private static boolean closes(Reply reply) {
        return reply.headers().getOrDefault("Connection", "").equalsIgnoreCase("close");
    }

    private static String head(Reply reply, Framing framing, int length, boolean persistent, boolean page) {
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

    private void writePlain(List<Item> items) {
        items.forEach(this::write);
    }

    private void writeChunks(List<Item> items) {
        int chunkEnd = 0;
        for (int i = 0; i < items.size(); i++) {
            if (i >= chunkEnd && items.get(i) instanceof Piece) {
                chunkEnd = openChunk(items, i);
            }
            write(items.get(i));
            if (i == chunkEnd - 1) {
                writeText("\r\n");
            }
        }
        writeText("0\r\n\r\n");
    }

    /** Writes the size of the chunk that begins with a piece, and tells the index behind the chunk's last piece. */
    private int openChunk(List<Item> items, int first) {
        Piece begin = (Piece) items.get(first);
        int size = begin.size();
        int end = first + 1;
        for (int i = end; i < items.size(); i++) {
            if (items.get(i) instanceof Piece piece) {
                if (piece.from() == 0 || !piece.frame().equals(begin.frame())) {
                    break;
                }
                size += piece.size();
                end = i + 1;
            } else if (items.get(i) instanceof Wait wait && wait.gate().addsBytes()) {
                break;
            }
        }
        writeText(Integer.toHexString(size) + "\r\n");
        return end;
    }

    private void write(Item item) {
        if (item instanceof Piece piece) {
            piece.frame().writeTo(out, piece.from(), piece.to());
        } else if (item instanceof Wait wait) {
            stops.add(new ResponseScript.Stop(out.size(), wait.gate()));
        }
    }

    private void writeText(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
