package io.astreaming.sse;

import io.astreaming.error.MalformedStreamException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web page that arrived instead of an answer. Its title is nearly always the error, such as "502 Bad Gateway". Not
 * thread-safe.
 */
final class WebPage {
    private static final int LONGEST = 8 << 10;
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]{0,100}>([^<]{1,300})</title", Pattern.CASE_INSENSITIVE);
    private static final Pattern GAP = Pattern.compile("[\\p{Cntrl}\\s]+");

    private final byte[] bytes = new byte[LONGEST];
    private int length;

    /** Reads more of the page, up to the length within which a title is looked for. */
    void read(ByteBuffer from) {
        int count = Math.min(from.remaining(), LONGEST - length);
        from.get(bytes, length, count);
        length += count;
    }

    /** Returns whether there is no need to read more: the title has arrived, or there is none near the beginning. */
    boolean isEnough() {
        return length == LONGEST || !title().isEmpty();
    }

    /**
     * Returns the error of a stream that is a web page.
     *
     * @param redact masks secrets in the title
     */
    MalformedStreamException error(UnaryOperator<String> redact) {
        return new MalformedStreamException(
                "the response is a web page" + redact.apply(title())
                        + " instead of an event stream; check the base URL, which often ends in /v1,"
                        + " and whether a proxy answered in the provider's place",
                null,
                null);
    }

    /** Returns the title on one line and in quotes, after a space; empty if there is none. */
    private String title() {
        Matcher title = TITLE.matcher(new String(bytes, 0, length, StandardCharsets.UTF_8));
        return title.find()
                ? " (\"" + GAP.matcher(title.group(1)).replaceAll(" ").strip() + "\")"
                : "";
    }
}
