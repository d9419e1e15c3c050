package io.astreaming.json.request;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes within a URL (RFC 2397), in Base64.
 *
 * @param mediaType such as {@code image/png}, in lower case, without parameters
 * @param base64 the bytes in Base64
 */
public record DataUrl(String mediaType, String base64) {
    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";

    /** Reads a URL; null if it isn't a {@code data:} URL in Base64 with a media type. */
    public static @Nullable DataUrl of(String url) {
        int comma = url.indexOf(',');
        if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || comma < 0) {
            return null;
        }
        String type = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
        if (!type.endsWith(BASE64) || type.length() == BASE64.length()) {
            return null;
        }
        return new DataUrl(type.substring(0, type.indexOf(';')), url.substring(comma + 1));
    }

    /** Shows the media type, never the bytes. */
    @Override
    public String toString() {
        return mediaType;
    }
}
