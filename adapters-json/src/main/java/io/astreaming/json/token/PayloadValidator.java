package io.astreaming.json.token;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.Position;
import io.astreaming.error.StreamLimit;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;

/**
 * Checks a payload's bytes before a JSON-P parser reads them, so that no payload can harm a parser, and all parsers
 * accept the same payloads: there is one value with nothing after it, all strings and brackets are closed, and depth
 * and numbers are within their limits. Whether the tokens form JSON is left to the parser. The check allocates nothing
 * that grows with the payload. Not thread-safe.
 */
public final class PayloadValidator {
    private final Payload payload;
    private final StreamLimits limits;
    private final byte[] bytes;
    private final int end;
    private boolean nonFinite;

    private PayloadValidator(Payload payload, StreamLimits limits) {
        this.payload = payload;
        this.limits = limits;
        this.bytes = payload.array();
        this.end = payload.offset() + payload.length();
    }

    /**
     * Checks a payload.
     *
     * @return whether it has numbers that JSON lacks, see {@link NonFiniteNumbers}
     * @throws MalformedStreamException if it isn't one JSON value
     * @throws LimitExceededException if it goes beyond a limit
     */
    public static boolean check(Payload payload, StreamLimits limits) {
        PayloadValidator validator = new PayloadValidator(payload, limits);
        validator.run();
        return validator.nonFinite;
    }

    /** Returns the length of the byte order mark at the beginning, in bytes: 3 or 0. */
    public static int byteOrderMark(Payload payload) {
        byte[] bytes = payload.array();
        int at = payload.offset();
        return payload.length() >= 3
                        && bytes[at] == (byte) 0xEF
                        && bytes[at + 1] == (byte) 0xBB
                        && bytes[at + 2] == (byte) 0xBF
                ? 3
                : 0;
    }

    private void run() {
        int depth = 0;
        boolean begun = false;
        int at = payload.offset() + byteOrderMark(payload);
        while (at < end) {
            byte b = bytes[at];
            if (b == ' ' || b == '\t' || b == '\n' || b == '\r') {
                at++;
                continue;
            }
            if (depth == 0) {
                if (begun) {
                    throw malformed("something follows the value", at);
                }
                begun = true;
            }
            switch (b) {
                case '"' -> at = string(at);
                case ',', ':' -> at++;
                case '{', '[' -> {
                    if (++depth > limits.nestingDepth()) {
                        throw exceeded(StreamLimit.NESTING_DEPTH, limits.nestingDepth(), at);
                    }
                    at++;
                }
                case '}', ']' -> {
                    if (--depth < 0) {
                        throw malformed("a closing bracket without an opening one", at);
                    }
                    at++;
                }
                default -> at = word(at);
            }
        }
        if (!begun) {
            throw malformed("the payload is empty", end);
        }
        if (depth > 0) {
            throw malformed("the JSON ends early", end);
        }
    }

    private int string(int start) {
        for (int at = start + 1; at < end; at++) {
            byte b = bytes[at];
            if (b == '"') {
                return at + 1;
            }
            if (b == '\\' && ++at < end && !isEscape(bytes[at])) {
                throw malformed("an unknown escape in a string", at - 1);
            }
        }
        throw malformed("the JSON ends within a string", end);
    }

    private static boolean isEscape(byte b) {
        return switch (b) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't', 'u' -> true;
            default -> false;
        };
    }

    private int word(int start) {
        int at = start;
        while (at < end && !endsWord(bytes[at])) {
            if (bytes[at] >= 0 && bytes[at] < ' ') {
                throw malformed("a control character outside a string", at);
            }
            at++;
        }
        boolean number = bytes[start] == '-' || (bytes[start] >= '0' && bytes[start] <= '9');
        if (number && at - start > limits.numberLength()) {
            throw exceeded(StreamLimit.NUMBER_LENGTH, limits.numberLength(), start);
        }
        nonFinite |= NonFiniteNumbers.isAt(bytes, start, at);
        return at;
    }

    private static boolean endsWord(byte b) {
        return switch (b) {
            case ' ', '\t', '\n', '\r', ',', ':', '"', '{', '}', '[', ']' -> true;
            default -> false;
        };
    }

    private MalformedStreamException malformed(String problem, int at) {
        return new MalformedStreamException("the payload isn't valid JSON: " + problem, position(at), null);
    }

    private LimitExceededException exceeded(StreamLimit limit, int allowed, int at) {
        return new LimitExceededException(limit, allowed, position(at));
    }

    private Position position(int at) {
        return new Position(payload.number(), payload.position() + at - payload.offset(), null);
    }
}
