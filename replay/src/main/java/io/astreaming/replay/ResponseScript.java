package io.astreaming.replay;

import java.util.List;

/** A reply as it is sent: all its bytes, and the gates between them. Immutable; all playbacks of a reply share it. */
final class ResponseScript {
    /** A gate and how many bytes are sent before it. */
    record Stop(int at, Fault.Gate gate) {}

    private final Reply reply;
    private final byte[] bytes;
    private final List<Stop> stops;
    private final boolean chunked;
    private final boolean persistent;

    ResponseScript(Reply reply, byte[] bytes, List<Stop> stops, boolean chunked, boolean persistent) {
        this.reply = reply;
        this.bytes = bytes;
        this.stops = List.copyOf(stops);
        this.chunked = chunked;
        this.persistent = persistent;
    }

    Reply reply() {
        return reply;
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
