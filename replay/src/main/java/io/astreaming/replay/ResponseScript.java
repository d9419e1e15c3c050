package io.astreaming.replay;

import java.util.List;

/** A reply as it is sent: all its bytes, and the gates between them. Immutable; all playbacks of a reply share it. */
final class ResponseScript {
    /**
     * A gate.
     *
     * @param at how many bytes are sent before it
     * @param body how many of them are the body's
     */
    record Stop(int at, int body, Fault.Gate gate) {}

    private final Reply reply;
    private final int status;
    private final byte[] bytes;
    private final int body;
    private final List<Stop> stops;
    private final boolean chunked;
    private final boolean persistent;

    /**
     * Creates a script.
     *
     * @param reply the reply that was asked for
     * @param status the status that is sent; 0 if none is
     * @param body how many of the bytes are the body's
     */
    ResponseScript(
            Reply reply, int status, byte[] bytes, int body, List<Stop> stops, boolean chunked, boolean persistent) {
        this.reply = reply;
        this.status = status;
        this.bytes = bytes;
        this.body = body;
        this.stops = List.copyOf(stops);
        this.chunked = chunked;
        this.persistent = persistent;
    }

    Reply reply() {
        return reply;
    }

    int status() {
        return status;
    }

    /** Returns how many bytes of the body are sent up to a position, or up to the gate before it. */
    int body(int position) {
        if (position == bytes.length) {
            return body;
        }
        int stop = stops.size() - 1;
        while (stop >= 0 && stops.get(stop).at() > position) {
            stop--;
        }
        return stop < 0 ? 0 : stops.get(stop).body();
    }

    /** Returns all bytes, which must not be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns the gates by position; those at one position in the order in which they are passed. */
    List<Stop> stops() {
        return stops;
    }

    /** Returns whether the body is chunked. */
    boolean isChunked() {
        return chunked;
    }

    /** Returns whether the connection stays open afterwards. */
    boolean isPersistent() {
        return persistent;
    }
}
