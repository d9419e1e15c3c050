package io.astreaming.json.token;

import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON number from bytes, in the strict grammar. It is reused for the next number. Not thread-safe.
 */
final class NumberScanner {
    private long value;
    private boolean canonical;

    /** Returns the index after the number that begins at an index; -1 if there is none. */
    int scan(byte[] bytes, int from, int limit) {
        boolean negative = from < limit && bytes[from] == '-';
        int first = negative ? from + 1 : from;
        int at = first;
        long digits = 0;
        while (isDigit(bytes, at, limit)) {
            digits = 10 * digits + (bytes[at++] - '0');
        }
        if (at == first || (at > first + 1 && bytes[first] == '0')) {
            return -1;
        }
        int whole = at;
        if (at < limit && bytes[at] == '.') {
            at = skipDigits(bytes, at + 1, limit);
        }
        if (at > 0 && at < limit && (bytes[at] == 'e' || bytes[at] == 'E')) {
            boolean sign = at + 1 < limit && (bytes[at + 1] == '+' || bytes[at + 1] == '-');
            at = skipDigits(bytes, sign ? at + 2 : at + 1, limit);
        }
        value = negative ? -digits : digits;
        canonical = at == whole && at - from <= WholeNumber.SAFE_LENGTH && !(negative && digits == 0);
        return at;
    }

    /** Returns the last number, if it is {@linkplain WholeNumber#canonical canonical}; else null. */
    @Nullable
    Long canonical() {
        return canonical ? value : null;
    }

    /** Returns the index after at least one digit; -1 if there is none. */
    private static int skipDigits(byte[] bytes, int from, int limit) {
        int at = from;
        while (isDigit(bytes, at, limit)) {
            at++;
        }
        return at == from ? -1 : at;
    }

    private static boolean isDigit(byte[] bytes, int at, int limit) {
        return at < limit && bytes[at] >= '0' && bytes[at] <= '9';
    }
}
