package io.astreaming.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link ByteWriter} has written. What ends early, or claims more than there is, is refused. */
final class ByteReader {
    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == bytes.length) {
                throw damaged();
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    byte[] bytes() {
        long length = number();
        if (length < 0 || length > bytes.length - at) {
            throw damaged();
        }
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    static IllegalStateException damaged() {
        return new IllegalStateException("an entry of the log isn't one that a relay has written");
    }
}
