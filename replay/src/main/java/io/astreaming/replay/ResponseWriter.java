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

/** Writes all bytes of a response; the result is shared by all requests with the same terms. Not thread-safe. */
final class ResponseWriter {
    /** How many bytes the head and each chunk's frame take in most responses at most. */
    private static final int HEAD_BYTES = 1 << 10;

    private static final int CHUNK_BYTES = 16;

    private final ByteArrayOutputStream out;
    private final List<ResponseScript.Stop> stops = new ArrayList<>();
    private int body;

    /** Creates a writer with enough capacity, so that a large body isn't copied while it grows. */
    private ResponseWriter(ReplyPlan body) {
        long bytes =
                body.length() + HEAD_BYTES + (long) CHUNK_BYTES * body.body().size();
        out = new ByteArrayOutputStream((int) Math.min(bytes, 1 << 30));
    }

    /** Writes a reply for the given terms. */
    static ResponseScript write(Reply reply, ResponseTerms terms) {
        if (terms.onePiece() && reply.isStream()) {
            return writeInOnePiece(reply, terms);
        }
        Framing framing =
                reply.framing() == Framing.CHUNKED && !terms.chunked() ? Framing.UNTIL_CLOSE : reply.framing();
        boolean persistent =
                terms.persistent() && (framing == Framing.CHUNKED || framing == Framing.LENGTH) && !closes(reply);
        ReplyPlan plan = new ReplyPlan(reply);
        ResponseWriter writer = new ResponseWriter(plan);
        writer.writePlain(plan.beforeHead());
        if (framing != Framing.RAW) {
            writer.writeText(ResponseHeadWriter.head(reply, framing, plan.length(), persistent, terms.page()));
        }
        if (framing == Framing.CHUNKED && !terms.bodiless()) {
            writer.writeChunks(plan.body());
        } else if (!terms.bodiless()) {
            writer.writePlain(plan.body());
        }
        int status = framing == Framing.RAW ? 0 : reply.status();
        return writer.script(reply, status, framing == Framing.CHUNKED, persistent);
    }

    /**
     * Writes the whole answer that a stream adds up to. A provider sends nothing until it has the whole answer, so all
     * gates of the stream come before the head, without comments. A stream that ends early has a shorter answer.
     */
    private static ResponseScript writeInOnePiece(Reply stream, ResponseTerms terms) {
        ReplyPlan plan = new ReplyPlan(stream);
        ResponseWriter content = new ResponseWriter(plan);
        content.writePlain(plan.body());
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
        writer.writePlain(plan.beforeHead());
        for (ResponseScript.Stop stop : content.stops) {
            Fault.Gate gate = stop.gate();
            writer.write(
                    new Wait(gate instanceof Fault.Stall stall ? new Fault.Stall(stall.release(), null, "") : gate));
        }
        writer.writeText(ResponseHeadWriter.head(whole, Framing.LENGTH, body.length(), persistent, terms.page()));
        writer.writePlain(body.body().stream().filter(Piece.class::isInstance).toList());
        return writer.script(stream, whole.status(), false, persistent);
    }

    private ResponseScript script(Reply reply, int status, boolean chunked, boolean persistent) {
        return new ResponseScript(reply, status, out.toByteArray(), body, stops, chunked, persistent);
    }

    private static boolean closes(Reply reply) {
        return reply.headers().getOrDefault("Connection", "").equalsIgnoreCase("close");
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

    /** Writes the size of the chunk that begins with a piece, and returns the index after the chunk's last piece. */
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
            body += piece.size();
        } else if (item instanceof Wait wait) {
            stops.add(new ResponseScript.Stop(out.size(), body, wait.gate()));
        }
    }

    private void writeText(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
