package io.astreaming.json.request;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ContentPart;
import java.util.List;
import java.util.Map;

/** Content that is one text, which is written as a string, since every provider reads that. */
public final class PlainContent {
    /**
     * The extras of a text that was read alone in a list: they say that a member wasn't sent which texts rarely have, so
     * they change nothing but that the text is written in a list again.
     */
    private static final Extras IN_A_LIST = new Extras(Map.of("cache_control", JsonText.ABSENT));

    private PlainContent() {}

    /** Returns whether content is written as a string. */
    public static boolean is(List<ContentPart> parts) {
        return parts.size() == 1
                && parts.get(0) instanceof ContentPart.Text
                && parts.get(0).extras().isEmpty();
    }

    /** Returns the text of content that is written as a string. */
    public static String text(List<ContentPart> parts) {
        return ((ContentPart.Text) parts.get(0)).text();
    }

    /** Returns parts that were read from a list, so that they are written as a list again. */
    public static List<ContentPart> ofList(List<ContentPart> parts) {
        return is(parts) ? List.of(parts.get(0).withExtras(IN_A_LIST)) : parts;
    }
}
