package io.astreaming.json.request;

import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ContentPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the content of messages. */
final class ContentPartReader {
    private ContentPartReader() {}

    /** Returns the content of a message, and consumes it; a form that isn't the canonical one stays in the extras. */
    static List<ContentPart> content(ObjectFields fields) {
        String text = fields.string("content");
        if (text != null) {
            return List.of(ContentPart.text(text));
        }
        JsonText wire = fields.get("content");
        List<JsonText> elements = fields.list("content");
        if (wire == null) {
            fields.keep("content", JsonText.ABSENT);
        }
        if (elements == null) {
            return List.of();
        }
        List<ContentPart> parts = elements.stream().map(ContentPartReader::part).toList();
        if (wire != null && (parts.isEmpty() || PlainContent.is(parts))) {
            fields.keep("content", wire);
        }
        return parts;
    }

    private static ContentPart part(JsonText json) {
        ObjectFields fields = new ObjectFields("a part of a message's content", json);
        String type = fields.string("type");
        if (type == null) {
            throw new IllegalArgumentException("a part of a message's content must have a type");
        }
        ContentPart part = switch (type) {
            case "text" -> text(fields);
            case "refusal" -> refusal(fields);
            case "image_url" -> image(fields);
            case "input_audio" -> audio(fields);
            case "file" -> file(fields);
            default -> null;
        };
        return part == null ? new ContentPart.Other(type, fields.remaining()) : part;
    }

    private static @Nullable ContentPart text(ObjectFields fields) {
        String text = fields.string("text");
        return text == null ? null : new ContentPart.Text(text, fields.remaining());
    }

    private static @Nullable ContentPart refusal(ObjectFields fields) {
        String refusal = fields.string("refusal");
        return refusal == null ? null : new ContentPart.Refusal(refusal, fields.remaining());
    }

    private static @Nullable ContentPart image(ObjectFields fields) {
        ObjectFields image = fields.inner("image_url");
        String url = image == null ? null : image.string("url");
        if (image == null || url == null) {
            return null;
        }
        String detail = image.string("detail");
        fields.consumed("image_url", image);
        return new ContentPart.Image(url, detail, fields.remaining());
    }

    private static @Nullable ContentPart audio(ObjectFields fields) {
        ObjectFields audio = fields.inner("input_audio");
        String data = audio == null ? null : audio.string("data");
        String format = audio == null ? null : audio.string("format");
        if (audio == null || data == null || format == null) {
            return null;
        }
        fields.consumed("input_audio", audio);
        return new ContentPart.Audio(data, format, fields.remaining());
    }

    private static @Nullable ContentPart file(ObjectFields fields) {
        ObjectFields file = fields.inner("file");
        String id = file == null ? null : file.string("file_id");
        String data = file == null ? null : file.string("file_data");
        if (file == null || (id == null && data == null)) {
            return null;
        }
        String filename = file.string("filename");
        fields.consumed("file", file);
        return new ContentPart.File(id, filename, data, fields.remaining());
    }
}
