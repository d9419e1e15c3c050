package io.astreaming.trace;

import io.astreaming.port.Redactor;
import java.util.Objects;

/**
 * Masks secrets in a text that arrives in pieces, even if a secret is split over several pieces. It holds
 * no text back: the possible beginning of a secret at the end of a piece is masked from its eighth character on, so
 * that text that only looks like a secret may be masked, too. Not thread-safe.
 */
public final class MaskedPieces {
    private static final String MASK = "[redacted]";
    /**
     * How many characters of a possible secret are shown: about the length of the prefix that all keys of a vendor
     * share.
     */
    private static final int SHOWN = 7;

    private final Redactor secrets;
    private String begun = "";

    /**
     * Creates a masker for one text.
     *
     * @param secrets masks secrets within one piece
     */
    public MaskedPieces(Redactor secrets) {
        this.secrets = Objects.requireNonNull(secrets, "secrets");
    }

    /**
     * Masks the next piece.
     *
     * @param piece the next piece of the text
     * @return the piece with secrets masked
     */
    public String next(String piece) {
        String text = begun + piece;
        String masked = secrets.redact(text);
        boolean whole = !masked.equals(text);
        int before = whole ? common(masked, begun) : begun.length();
        int tail = masked.length() - secrets.secretPrefixLength(masked);
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

    /** {@return whether the text so far ends with the possible beginning of a secret} */
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
