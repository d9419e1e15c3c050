package io.astreaming.relay.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The name of a stream: 128 bits that nobody can guess, as 22 letters of base64url (RFC 4648, section 5). A name is never
 * used again. Whoever has it may read the stream where the application allows that, so it is treated as a secret.
 *
 * @param value the 22 letters
 */
public record StreamId(String value) {
    /** The number of letters. */
    static final int LENGTH = 22;

    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Rejects everything but 22 letters of base64url. */
    public StreamId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("the name of a stream has 22 letters of base64url");
        }
    }

    /** {@return a new name} */
    public static StreamId random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    /**
     * Returns the name that belongs to an owner's idempotency key, the same on every node that has the same secret.
     *
     * @param secret the secret of the deployment, in bytes
     * @param owner who asks; clients of different owners never share a stream
     * @param idempotencyKey the client's key
     * @return the name
     */
    public static StreamId derived(byte[] secret, String owner, String idempotencyKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] name = owner.getBytes(StandardCharsets.UTF_8);
            mac.update(new byte[] {
                (byte) (name.length >>> 24), (byte) (name.length >>> 16), (byte) (name.length >>> 8), (byte) name.length
            });
            mac.update(name);
            mac.update(idempotencyKey.getBytes(StandardCharsets.UTF_8));
            return of(Arrays.copyOf(mac.doFinal(), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static StreamId of(byte[] bytes) {
        return new StreamId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * Reads a name.
     *
     * @param text any text, such as one from a client
     * @return the name; null if the text isn't one
     */
    public static @Nullable StreamId parse(@Nullable String text) {
        return text != null && isValid(text) ? new StreamId(text) : null;
    }

    private static boolean isValid(String text) {
        Objects.requireNonNull(text, "value");
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (!isLetter(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return alphanumeric || c == '-' || c == '_';
    }

    /** Shows only the first four letters, since who has the whole name may read the stream. */
    @Override
    public String toString() {
        return "StreamId[" + value.substring(0, 4) + "...]";
    }
}
