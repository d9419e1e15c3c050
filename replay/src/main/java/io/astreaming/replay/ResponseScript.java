package io.astreaming.replay;

import java.util.List;

/**
 * A reply as it goes over the wire: all its bytes, and the gates between them. Immutable, and shared by all who play
 * it.
 */
final class ResponseScript {
    /** A gate and how many bytes of the wire come before it. */
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

    /** All bytes of the wire, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** By their places; those at one place in the order in which they are passed. */
    List<Stop> stops() {
        return stops;
    }

    /** Whether the body is sent in chunks. */
    boolean isChunked() {
        return chunked;
    }

    /** Whether the connection goes on afterwards. */
    boolean isPersistent() {
        return persistent;
    }
}
