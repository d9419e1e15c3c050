package io.astreaming.sse;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The title of a web page that arrived instead of an answer: it is nearly always the error, such as "502 Bad Gateway".
 */
final class WebPage {
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]{0,100}>([^<]{1,300})</title", Pattern.CASE_INSENSITIVE);

    private WebPage() {}

    static boolean hasTitle(byte[] page, int length) {
        return title(page, length).length() > 0;
    }

    /** Returns the title on one line and in quotes, after a space; empty if there is none. */
    static String title(byte[] page, int length) {
        Matcher title = TITLE.matcher(new String(page, 0, length, StandardCharsets.UTF_8));
        return title.find()
                ? " (\"" + title.group(1).replaceAll("[\\p{Cntrl}\\s]+", " ").strip() + "\")"
                : "";
    }
}
