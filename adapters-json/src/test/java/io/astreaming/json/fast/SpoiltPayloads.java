package io.astreaming.json.fast;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** Spoils payloads: flips bits, cuts, leaves out, repeats, and puts in pieces that a reader might stumble over. */
final class SpoiltPayloads {
    /** Pieces of any JSON. */
    private static final String[] PIECES = {
        "\\n", "\\u00e9", "\\uD83D", "\\", "\"", "\u0001", "é", "\uFFFD", "{", "}", "]", ",", ":", " ", "\n", "0",
        "1.0", "-0", "01", "null", "true", "\"\"", "[]", "{}", "NaN",
    };

    private final Random random;
    private final String[] pieces;

    /** Takes the pieces of a protocol, such as members that come twice. */
    SpoiltPayloads(Random random, String... ofTheProtocol) {
        this.random = random;
        pieces = Stream.concat(Stream.of(PIECES), Stream.of(ofTheProtocol)).toArray(String[]::new);
    }

    byte[] spoil(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {'0'};
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
        return switch (random.nextInt(6)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> join(bytes, at, new byte[0], to);
            case 3 -> join(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
            case 4 -> {
                int name = nextName(bytes, at);
                yield join(bytes, name, piece(), name);
            }
            default -> join(bytes, at, piece(), at);
        };
    }

    /** Returns a place before a name or a value. */
    private static int nextName(byte[] bytes, int from) {
        for (int i = Math.max(1, from); i < bytes.length; i++) {
            if (bytes[i - 1] == '{' || bytes[i - 1] == ',' || bytes[i - 1] == ':') {
                return i;
            }
        }
        return Math.min(1, bytes.length);
    }

    private byte[] piece() {
        return pieces[random.nextInt(pieces.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[] bytes, int before, byte[] piece, int after) {
        byte[] all = Arrays.copyOf(bytes, before + piece.length + bytes.length - after);
        System.arraycopy(piece, 0, all, before, piece.length);
        System.arraycopy(bytes, after, all, before + piece.length, bytes.length - after);
        return all;
    }
}
