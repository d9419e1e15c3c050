package io.astreaming.json.chunk;

import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.value.Deviation;
import jakarta.json.stream.JsonParser.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads content: a string, or parts, which are text, thinking (Mistral) or any others. */
public final class ContentParts {
    private static final String CONTENT = "content";

    private ContentParts() {}

    /** Reads content in any form and adds its deltas; returns false if it isn't content. */
    static boolean readContent(JsonTokens in, List<Delta> deltas, ObjectMembers members) {
        switch (in.event()) {
            case VALUE_STRING -> deltas.add(new ContentDelta(in.string()));
            case VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE -> {
                in.deviation(Deviation.CONTENT_NOT_A_STRING);
                members.keep(CONTENT, in.value());
                deltas.add(new ContentDelta(in.value().text()));
            }
            case START_ARRAY -> {
                in.deviation(Deviation.CONTENT_NOT_A_STRING);
                int mark = in.mark();
                read(in, deltas);
                members.keep(CONTENT, in.since(mark));
            }
            case START_OBJECT -> readSingle(in, deltas, members);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Reads a part that isn't in an array. */
    private static void readSingle(JsonTokens in, List<Delta> deltas, ObjectMembers members) {
        int mark = in.mark();
        Delta part = part(in);
        deltas.add(part);
        if (part instanceof UnrecognizedDelta) {
            in.deviation(Deviation.UNEXPECTED_FORM);
        } else {
            in.deviation(Deviation.CONTENT_NOT_A_STRING);
            members.keep(CONTENT, in.since(mark));
        }
    }

    /** Reads the array and adds a delta for each part. */
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

    /** Returns whether all deltas were read from content. */
    public static boolean areAll(List<Delta> deltas) {
        return deltas.stream()
                .allMatch(delta -> delta instanceof ContentDelta
                        || (delta instanceof ReasoningDelta reasoning
                                && reasoning.field().equals(CONTENT))
                        || (delta instanceof UnrecognizedDelta other
                                && other.name().equals(CONTENT)));
    }

    /** Reads one part, which is an object. */
    private static Delta part(JsonTokens in) {
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

    /** Reads thinking: a string, or an array of strings and of parts with text. */
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
