package io.astreaming.json.token;

/** The UTF-8 of characters beyond ASCII. */
final class Utf8 {
    private Utf8() {}

    /** Returns the length of the valid sequence that begins at an index; 0 if there is none. */
    static int validLength(byte[] bytes, int at, int limit) {
        int length = length(bytes[at]);
        if (length == 0 || at + length > limit) {
            return 0;
        }
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int codePoint = codePoint(bytes, at);
        boolean shortest = codePoint >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
        boolean character = codePoint <= Character.MAX_CODE_POINT && (codePoint < 0xD800 || codePoint > 0xDFFF);
        return shortest && character ? length : 0;
    }

    /** Returns the length of a sequence by its first byte; 0 if no sequence begins with that byte. */
    static int length(byte first) {
        return switch ((first & 0xFF) >> 4) {
            case 0xC, 0xD -> 2;
            case 0xE -> 3;
            case 0xF -> (first & 0x08) == 0 ? 4 : 0;
            default -> 0;
        };
    }

    /** Returns the code point of a sequence that begins at an index. */
    static int codePoint(byte[] bytes, int at) {
        int length = length(bytes[at]);
        int codePoint = bytes[at] & (0xFF >> (length + 1));
        for (int i = at + 1; i < at + length; i++) {
            codePoint = (codePoint << 6) | (bytes[i] & 0x3F);
        }
        return codePoint;
    }
}
