package io.astreaming.json.messages;

import io.astreaming.json.request.ObjectFields;
import io.astreaming.json.request.PlainContent;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ContentPart;
import io.astreaming.request.ToolMessage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads content blocks that a caller sends. A block that isn't modelled becomes a part of its own type, as it is. */
final class BlockReader {
    static final String RESULT = "tool_result";

    private BlockReader() {}

    static ContentPart part(JsonText json) {
        ObjectFields fields = fields(json);
        String type = type(fields);
        ContentPart part = switch (type) {
            case "text" -> text(fields);
            case "image" -> image(fields);
            case "document" -> document(fields);
            default -> null;
        };
        if (part != null) {
            return part;
        }
        ObjectFields other = fields(json);
        other.drop("type");
        return new ContentPart.Other(type, other.remaining());
    }

    static String type(JsonText json) {
        return type(fields(json));
    }

    private static String type(ObjectFields fields) {
        String type = fields.string("type");
        if (type == null || type.isBlank()) {
            throw new IllegalArgumentException("a content block must have a type");
        }
        return type;
    }

    private static ObjectFields fields(JsonText json) {
        return new ObjectFields("a content block", json);
    }

    /** A blank text isn't one of the model's: the writer would leave it out. */
    private static @Nullable ContentPart text(ObjectFields fields) {
        String text = fields.string("text");
        return text == null || text.isBlank() ? null : new ContentPart.Text(text, fields.remaining());
    }

    private static @Nullable ContentPart image(ObjectFields fields) {
        ObjectFields source = fields.inner("source");
        String type = source == null ? null : source.string("type");
        String url = source == null || type == null
                ? null
                : type.equals("url") ? source.string("url") : dataUrl(type, source);
        if (source == null || url == null || url.isBlank() || !source.isEmpty()) {
            return null;
        }
        fields.drop("source");
        return new ContentPart.Image(url, null, fields.remaining());
    }

    private static @Nullable ContentPart document(ObjectFields fields) {
        ObjectFields source = fields.inner("source");
        String type = source == null ? null : source.string("type");
        if (source == null || type == null) {
            return null;
        }
        String id = type.equals("file") ? source.string("file_id") : null;
        String data = dataUrl(type, source);
        if ((id == null && data == null) || !source.isEmpty()) {
            return null;
        }
        fields.drop("source");
        return new ContentPart.File(id, fields.string("title"), data, fields.remaining());
    }

    private static @Nullable String dataUrl(String type, ObjectFields source) {
        String mediaType = type.equals("base64") ? source.string("media_type") : null;
        String data = mediaType == null ? null : source.string("data");
        return mediaType == null || data == null || !isPlain(mediaType)
                ? null
                : "data:" + mediaType + ";base64," + data;
    }

    /** Returns whether the writer would write a data URL of this type as the same source. */
    private static boolean isPlain(String mediaType) {
        return !mediaType.isEmpty()
                && !mediaType.equals("text/plain")
                && mediaType.equals(mediaType.toLowerCase(Locale.ROOT))
                && mediaType.chars().noneMatch(c -> c == ',' || c == ';');
    }

    /** Reads a tool's result; null if it has no id. */
    static @Nullable ToolMessage result(JsonText json) {
        ObjectFields fields = fields(json);
        fields.drop("type");
        String id = fields.string("tool_use_id");
        if (id == null || id.isBlank()) {
            return null;
        }
        List<ContentPart> content = List.of();
        JsonText wire = fields.get("content");
        String text = wire == null ? null : wire.string();
        if (text != null) {
            content = List.of(ContentPart.text(text));
            fields.drop("content");
        } else if (wire != null && !wire.elements().isEmpty()) {
            content = PlainContent.ofList(
                    wire.elements().stream().map(BlockReader::part).toList());
            fields.drop("content");
        }
        return new ToolMessage(id, content, fields.remaining());
    }
}
