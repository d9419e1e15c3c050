package io.astreaming.json.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads one JSON string where it stands in UTF-8 bytes. It takes what every parser has to take and nothing else: no
 * control characters, no unknown escapes, no bytes that aren't UTF-8. Used again for the next string; not thread-safe.
 */
public final class StringScanner {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private int from;
    private int to;
    private boolean escaped;
    private boolean ascii;

    /**
     * Looks for the closing quote.
     *
     * @param from behind the opening quote
     * @param limit where the bytes end
     * @return the place of the closing quote, or -1 if this isn't certainly a string
     */
    public int scan(byte[] bytes, int from, int limit) {
        this.from = from;
        escaped = false;
        ascii = true;
        int at = from;
        while (at < limit) {
            at = ordinary(bytes, at, limit);
            if (at == limit) {
                return -1;
            }
            byte b = bytes[at];
            int length;
            if (b >= ' ' && b != '"' && b != '\\') {
                length = 1;
            } else if (b == '"') {
                to = at;
                return at;
            } else if (b == '\\') {
                escaped = true;
                length = escape(bytes, at, limit);
            } else {
                ascii = false;
                length = sequence(bytes, at, limit);
            }
            if (length == 0) {
                return -1;
            }
            at += length;
        }
        return -1;
    }

    /** Passes bytes that stand for themselves, eight at a time; stops before any other, or a few too early. */
    private static int ordinary(byte[] bytes, int from, int limit) {
        int at = from;
        while (at <= limit - 8) {
            long x = (long) EIGHT.get(bytes, at);
            // Each of these sets the high bit of the bytes it is about, and perhaps of some above the lowest of them.
            long control = x - ' ' * ONES;
            long quote = (x ^ '"' * ONES) - ONES;
            long backslash = (x ^ '\\' * ONES) - ONES;
            long special = (control | quote | backslash | x) & HIGHS;
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            at += 8;
        }
        return at;
    }

    /** Whether the string that was found last is ASCII as it stands there. */
    boolean isPlain() {
        return ascii && !escaped;
    }

    /** The string that was found last. */
    public String text(byte[] bytes) {
        if (escaped) {
            return unescaped(bytes);
        }
        return new String(bytes, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** The same as it stands there, in its quotes. */
    public String verbatim(byte[] bytes) {
        return new String(bytes, from - 1, to - from + 2, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private String unescaped(byte[] bytes) {
        char[] chars = new char[to - from];
        int count = 0;
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            if (b == '\\') {
                chars[count++] = meaning(bytes, at);
                at += bytes[at + 1] == 'u' ? 6 : 2;
            } else if (b >= 0) {
                chars[count++] = (char) b;
                at++;
            } else {
                int point = point(bytes, at);
                count += Character.toChars(point, chars, count);
                at += length(b);
            }
        }
        return new String(chars, 0, count);
    }

    /** How long the escape is; 0 if it is none. */
    private static int escape(byte[] bytes, int at, int limit) {
        if (at + 1 >= limit) {
            return 0;
        }
        return switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> at + 5 < limit && hex(bytes, at + 2) >= 0 ? 6 : 0;
            default -> 0;
        };
    }

    private static char meaning(byte[] bytes, int at) {
        byte b = bytes[at + 1];
        return switch (b) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) hex(bytes, at + 2);
            default -> (char) b;
        };
    }

    /** The value of four hexadecimal digits; negative if they aren't. */
    private static int hex(byte[] bytes, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            byte b = bytes[i];
            int digit = b < 0 ? -1 : Character.digit(b, 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    /** How long the sequence of bytes is that writes one character beyond ASCII; 0 if it isn't UTF-8. */
    private static int sequence(byte[] bytes, int at, int limit) {
        int length = length(bytes[at]);
        if (length == 0 || at + length > limit) {
            return 0;
        }
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int point = point(bytes, at);
        boolean shortest = point >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
        boolean character = point <= Character.MAX_CODE_POINT && (point < 0xD800 || point > 0xDFFF);
        return shortest && character ? length : 0;
    }

    /** How long a sequence is that begins so; 0 if none does. */
    private static int length(byte first) {
        return switch ((first & 0xFF) >> 4) {
            case 0xC, 0xD -> 2;
            case 0xE -> 3;
            case 0xF -> (first & 0x08) == 0 ? 4 : 0;
            default -> 0;
        };
    }

    private static int point(byte[] bytes, int at) {
        int length = length(bytes[at]);
        int point = bytes[at] & (0xFF >> (length + 1));
        for (int i = at + 1; i < at + length; i++) {
            point = (point << 6) | (bytes[i] & 0x3F);
        }
        return point;
    }
}
