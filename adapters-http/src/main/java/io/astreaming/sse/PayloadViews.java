package io.astreaming.sse;

import io.astreaming.port.Payload;

/** Payloads made from another one, on the same bytes. */
final class PayloadViews {
    private PayloadViews() {}

    /** Returns a part of a payload, from one index to another. */
    static Payload part(Payload whole, int from, int to) {
        return new Payload(
                whole.array(),
                whole.offset() + from,
                to - from,
                whole.event(),
                whole.number(),
                whole.position() + from);
    }

    /** Returns the payload of an event without a type of its own. */
    static Payload withoutType(Payload event) {
        return new Payload(
                event.array(), event.offset(), event.length(), Payload.MESSAGE, event.number(), event.position());
    }

    /** Returns the payload of an event that so many others come before; the same one if there are none. */
    static Payload countedFrom(long before, Payload event) {
        return before == 0
                ? event
                : new Payload(
                        event.array(),
                        event.offset(),
                        event.length(),
                        event.event(),
                        event.number() + before,
                        event.position());
    }

    /** Returns the index of the first byte from an index on that isn't white space, or the length. */
    static int skipBlank(Payload payload, int from) {
        int i = from;
        while (i < payload.length() && at(payload, i) >= 0 && at(payload, i) <= ' ') {
            i++;
        }
        return i;
    }

    /** Returns the byte at an index of the payload. */
    static byte at(Payload payload, int index) {
        return payload.array()[payload.offset() + index];
    }
}
