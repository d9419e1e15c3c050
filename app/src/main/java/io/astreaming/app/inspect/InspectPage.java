package io.astreaming.app.inspect;

import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The inspector's page: one file that needs neither network nor server, or the live one that its server fills. A recording is
 * hostile input: it stands in the page only as JSON without {@code <}, the scripts write only text nodes, and the page's policy
 * allows its own script and style and nothing else; the live page also talks to its server.
 */
public final class InspectPage {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private InspectPage() {}

    /**
     * Returns the page of some streams.
     *
     * @param streams each as {@link StreamData} writes it
     */
    static String of(List<JsonText> streams) throws IOException {
        JsonWriter data = new JsonWriter().beginArray();
        streams.forEach(data::json);
        return page(PageParts.SAVED, "", inPage(data.endArray().text()));
    }

    /** Returns the page without streams: {@code {{data}}} stands for them. */
    public static String toBeFilled() throws IOException {
        return page(PageParts.SAVED, "", "{{data}}");
    }

    /**
     * Returns the live page.
     *
     * @param sources what the page can ask
     */
    public static String live(JsonText sources) throws IOException {
        return page(PageParts.LIVE, "; connect-src 'self'", inPage(sources));
    }

    private static String inPage(JsonText data) {
        return data.text().replace("<", "\\u003c");
    }

    private static String page(String start, String allowed, String data) throws IOException {
        String style = PageParts.style();
        String script = PageParts.script(start);
        String policy = "default-src 'none'; script-src " + PageParts.hash(script) + "; style-src "
                + PageParts.hash(style) + allowed + "; base-uri 'none'; form-action 'none'";
        Map<String, String> parts = Map.of("policy", policy, "style", style, "script", script, "data", data);
        // In one pass, since a part may contain what looks like a place.
        return PLACE.matcher(PageParts.frame())
                .replaceAll(place -> Matcher.quoteReplacement(String.valueOf(parts.get(place.group(1)))));
    }
}
