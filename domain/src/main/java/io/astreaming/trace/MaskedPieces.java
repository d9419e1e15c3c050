package io.astreaming.trace;

import io.astreaming.port.ChatTransport;
import java.util.Objects;

/**
 * Masks a transport's secrets in a text that comes in pieces, also where one is split over several. Nothing is held
 * back: what may be the beginning of a secret is masked from its eighth character on, so that a piece that ends like a
 * secret begins may be masked in vain. Not thread-safe.
 */
public final class MaskedPieces {
    private static final String MASK = "[redacted]";
    /** What keys of one vendor have in common is about as long, and no secret. */
    private static final int SHOWN = 7;

    private final ChatTransport transport;
    private String begun = "";

    /**
     * For one text.
     *
     * @param transport whose secrets are masked
     */
    public MaskedPieces(ChatTransport transport) {
        this.transport = Objects.requireNonNull(transport, "transport");
    }

    /**
     * The next piece.
     *
     * @param piece what comes next, as it was read
     * @return what may be shown of it
     */
    public String next(String piece) {
        String text = begun + piece;
        String masked = transport.redact(text);
        boolean whole = !masked.equals(text);
        int before = whole ? common(masked, begun) : begun.length();
        int tail = masked.length() - transport.secretBegun(masked);
        boolean goesOn = isMasked(begun) && (whole ? before < begun.length() : tail < begun.length());
        String shown = masked.substring(before, Math.max(before, tail));
        if (goesOn && shown.startsWith(MASK)) {
            shown = shown.substring(MASK.length());
        }
        begun = masked.substring(tail);
        String rest = masked.substring(Math.max(before, tail));
        if (isMasked(begun)) {
            rest = goesOn && !whole ? "" : MASK;
        }
        return shown + rest;
    }

    /** {@return whether the text so far ends as a secret begins} */
    public boolean isOpen() {
        return !begun.isEmpty();
    }

    private static boolean isMasked(String begun) {
        return begun.length() > SHOWN;
    }

    private static int common(String a, String b) {
        int length = 0;
        while (length < a.length() && length < b.length() && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length;
    }
}
