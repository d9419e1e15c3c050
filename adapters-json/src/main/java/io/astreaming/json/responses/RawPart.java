package io.astreaming.json.responses;

import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.JsonText;
import io.astreaming.protocol.responses.ItemPart;
import io.astreaming.protocol.responses.PartKind;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a message or of reasoning, as it was sent.
 *
 * @param type its type; empty if none was sent
 * @param text its text; null if none was sent
 * @param refusal its refusal; null if none was sent
 * @param annotations its annotations
 */
record RawPart(String type, @Nullable String text, @Nullable String refusal, List<JsonText> annotations) {

    /** Reads a list of parts; a string is a part, too. */
    static List<RawPart> list(JsonTokens in) {
        if (in.event() == Event.VALUE_STRING) {
            return List.of(new RawPart("", in.string(), null, List.of()));
        }
        if (in.event() != Event.START_ARRAY) {
            in.skip();
            return List.of();
        }
        List<RawPart> parts = new ArrayList<>();
        while (in.element()) {
            if (in.event() == Event.START_OBJECT) {
                parts.add(read(in));
            } else {
                in.count();
                parts.add(new RawPart("", Values.string(in), null, List.of()));
            }
        }
        return parts;
    }

    /** Reads an object. */
    static RawPart read(JsonTokens in) {
        in.count();
        String type = "";
        String text = null;
        String refusal = null;
        List<JsonText> annotations = List.of();
        for (String member = in.member(); member != null; member = in.member()) {
            switch (member) {
                case "type" -> {
                    String sent = Values.string(in);
                    type = sent == null ? "" : sent;
                }
                case "text" -> text = Values.string(in);
                case "refusal" -> refusal = Values.string(in);
                case "annotations" -> annotations = Values.objects(in);
                default -> in.skip();
            }
        }
        return new RawPart(type, text, refusal, annotations);
    }

    /**
     * Returns what the part says; null if it says nothing in words.
     *
     * @param usual what a part of an unknown type says
     * @param number its number in its list
     */
    @Nullable
    ItemPart part(PartKind usual, int number) {
        if (refusal != null) {
            return new ItemPart(PartKind.REFUSAL, number, refusal, List.of());
        }
        return text == null ? null : new ItemPart(kind(usual), number, text, annotations);
    }

    private PartKind kind(PartKind usual) {
        return switch (type) {
            case "output_text" -> PartKind.TEXT;
            case "reasoning_text" -> PartKind.REASONING;
            case "summary_text" -> PartKind.SUMMARY;
            default -> usual;
        };
    }
}
