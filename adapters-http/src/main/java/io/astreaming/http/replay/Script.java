package io.astreaming.http.replay;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A reply as it goes over the wire: all its bytes, and the gates between them. Thread-safe, and shared by all who play it. */
final class Script {
    /** A gate and how many bytes of the wire come before it. */
    record Stop(int at, Fault.Gate gate) {}

    private final Reply reply;
    private final byte[] bytes;
    private final List<Stop> stops;
    private final boolean chunked;
    private final boolean persistent;

    /** The same reply on other terms, each written once. */
    private final Map<Terms, Script> others = new ConcurrentHashMap<>();

    Script(Reply reply, byte[] bytes, List<Stop> stops, boolean chunked, boolean persistent) {
        this.reply = reply;
        this.bytes = bytes;
        this.stops = List.copyOf(stops);
        this.chunked = chunked;
        this.persistent = persistent;
    }

    /** How a reply is sent on some terms. */
    static Script of(Reply reply, Terms terms) {
        return ScriptWriter.write(reply, terms);
    }

    /** The same reply on other terms than the usual ones, for which this was written. */
    Script on(Terms terms) {
        return terms.equals(Terms.USUAL) ? this : others.computeIfAbsent(terms, any -> of(reply, any));
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
