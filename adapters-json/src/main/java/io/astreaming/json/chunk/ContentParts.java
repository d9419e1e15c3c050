package io.astreaming.json.chunk;

import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.token.JsonTokens;
import jakarta.json.stream.JsonParser.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads content that came as an array of parts: text, thinking (Mistral), and what else there may be. */
public final class ContentParts {
    private static final String CONTENT = "content";

    private ContentParts() {}

    public static void read(JsonTokens in, List<Delta> deltas) {
        while (in.element()) {
            in.count();
            switch (in.event()) {
                case START_OBJECT -> deltas.add(part(in));
                case VALUE_STRING -> deltas.add(new ContentDelta(in.string()));
                case VALUE_NULL -> {}
                default -> deltas.add(new UnrecognizedDelta(CONTENT, in.value()));
            }
        }
    }

    /** Whether all these were made of content, and of nothing else. */
    public static boolean areAll(List<Delta> deltas) {
        return deltas.stream()
                .allMatch(delta -> delta instanceof ContentDelta
                        || (delta instanceof ReasoningDelta reasoning
                                && reasoning.field().equals(CONTENT))
                        || (delta instanceof UnrecognizedDelta other
                                && other.name().equals(CONTENT)));
    }

    /** Reads one part, an object. */
    static Delta part(JsonTokens in) {
        int mark = in.mark();
        String type = "text";
        String text = null;
        String thinking = null;
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "type" -> type = string(in, "");
                case "text" -> text = string(in, null);
                case "thinking" -> thinking = thinking(in);
                default -> in.skip();
            }
        }
        if (("text".equals(type) || "output_text".equals(type)) && text != null) {
            return new ContentDelta(text);
        }
        if ("thinking".equals(type) && thinking != null) {
            return new ReasoningDelta(thinking, CONTENT);
        }
        return new UnrecognizedDelta(CONTENT, in.since(mark));
    }

    /** Thoughts are a string, or parts of text in turn. */
    private static @Nullable String thinking(JsonTokens in) {
        if (in.event() != Event.START_ARRAY) {
            return string(in, null);
        }
        StringBuilder all = new StringBuilder();
        while (in.element()) {
            if (in.event() == Event.START_OBJECT) {
                for (String name = in.member(); name != null; name = in.member()) {
                    if (name.equals("text")) {
                        append(all, in);
                    } else {
                        in.skip();
                    }
                }
            } else {
                append(all, in);
            }
        }
        return all.toString();
    }

    private static void append(StringBuilder all, JsonTokens in) {
        String text = string(in, null);
        if (text != null) {
            all.append(text);
        }
    }

    private static @Nullable String string(JsonTokens in, @Nullable String otherwise) {
        if (in.event() == Event.VALUE_STRING) {
            return in.string();
        }
        in.skip();
        return otherwise;
    }
}
