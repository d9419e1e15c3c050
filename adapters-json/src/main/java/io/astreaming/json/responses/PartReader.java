package io.astreaming.json.responses;

import io.astreaming.json.request.ObjectFields;
import io.astreaming.json.request.PlainContent;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ContentPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads content that a caller sends. */
final class PartReader {
    private PartReader() {}

    /** Returns a member's content, and consumes it; a form that isn't modelled stays in the fields. */
    static List<ContentPart> content(ObjectFields fields, String member) {
        String text = fields.string(member);
        if (text != null) {
            return List.of(ContentPart.text(text));
        }
        JsonText wire = fields.get(member);
        List<JsonText> elements = fields.list(member);
        if (wire == null) {
            fields.keep(member, JsonText.ABSENT);
        }
        return elements == null
                ? List.of()
                : PlainContent.ofList(elements.stream().map(PartReader::part).toList());
    }

    private static ContentPart part(JsonText json) {
        ObjectFields fields = fields(json);
        String type = fields.string("type");
        if (type == null || type.isBlank()) {
            throw new IllegalArgumentException("a part of a message's content must have a type");
        }
        ContentPart part = switch (type) {
            case "input_text" -> text(fields);
            case "input_image" -> image(fields);
            case "input_file" -> file(fields);
            default -> null;
        };
        if (part != null) {
            return part;
        }
        ObjectFields other = fields(json);
        other.drop("type");
        return new ContentPart.Other(type, other.remaining());
    }

    private static ObjectFields fields(JsonText json) {
        return new ObjectFields("a part of a message's content", json);
    }

    private static @Nullable ContentPart text(ObjectFields fields) {
        String text = fields.string("text");
        return text == null ? null : new ContentPart.Text(text, fields.remaining());
    }

    private static @Nullable ContentPart image(ObjectFields fields) {
        String url = fields.string("image_url");
        String detail = fields.string("detail");
        return url == null || url.isBlank() || "".equals(detail)
                ? null
                : new ContentPart.Image(url, detail, fields.remaining());
    }

    private static @Nullable ContentPart file(ObjectFields fields) {
        String id = fields.string("file_id");
        String data = fields.string("file_data");
        String filename = fields.string("filename");
        return id == null && data == null ? null : new ContentPart.File(id, filename, data, fields.remaining());
    }
}
