package io.astreaming.benchmarks.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Streams of the protocols whose payloads are typed events: text, and the arguments of one tool call, of each. */
public enum EventShape implements GeneratedStream {
    /** Text of the Responses API, with the padding and the numbers that each event has. */
    RESPONSES_TEXT(false) {
        @Override
        List<String> payloads(List<String> pieces) {
            return ResponsesPayloads.ofText(pieces);
        }
    },
    /** Arguments of a call of the Responses API. */
    RESPONSES_TOOLS(true) {
        @Override
        List<String> payloads(List<String> pieces) {
            return ResponsesPayloads.ofCall(pieces);
        }
    },
    /** Text of the Messages API, with the blanks that hide its length. */
    MESSAGES_TEXT(false) {
        @Override
        List<String> payloads(List<String> pieces) {
            return MessagesPayloads.ofText(pieces);
        }
    },
    /** Input of a tool of the Messages API. */
    MESSAGES_TOOLS(true) {
        @Override
        List<String> payloads(List<String> pieces) {
            return MessagesPayloads.ofCall(pieces);
        }
    };

    /** The id of the call in the streams that have one. */
    public static final String CALL_ID = "call_Zb4vYpZk3nqTqzYxJ2cW7e5R";

    /** The name of the tool that is called. */
    public static final String TOOL = "write_file";

    private final boolean callsATool;

    EventShape(boolean callsATool) {
        this.callsATool = callsATool;
    }

    /** Returns the payloads of the stream with these pieces, which are escaped. */
    abstract List<String> payloads(List<String> pieces);

    @Override
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int payloadCount(int pieces) {
        return payloads(escaped(pieces)).size();
    }

    @Override
    public String text(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(piece(i, pieces));
        }
        return text.toString();
    }

    /** {@return the id and the name of the call that a reader must find; empty if there is none} */
    public String call() {
        return callsATool ? CALL_ID + " " + TOOL : "";
    }

    @Override
    public byte[] body(int pieces) {
        StringBuilder body = new StringBuilder();
        for (String payload : payloads(escaped(pieces))) {
            int type = payload.indexOf("\"type\":\"") + 8;
            body.append("event: ").append(payload, type, payload.indexOf('"', type));
            body.append("\ndata: ").append(payload).append("\n\n");
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private List<String> escaped(int pieces) {
        List<String> escaped = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            escaped.add(Pieces.escape(piece(i, pieces)));
        }
        return escaped;
    }

    /** The arguments are JSON, so the pieces of their one string are escaped in it. */
    private String piece(int i, int pieces) {
        if (!callsATool) {
            return Pieces.piece(i);
        }
        if (i == 0) {
            return "{\"text\":\"";
        }
        return i == pieces - 1 ? "\"}" : Pieces.escape(Pieces.piece(i));
    }
}
