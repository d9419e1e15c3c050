package io.astreaming.json.request;

import static io.astreaming.json.request.WireObject.tagged;

import io.astreaming.jsontext.Extras;
import io.astreaming.request.ContentPart;
import java.util.List;
import java.util.Map;

/** Maps the parts of a message's content to the form that the protocol gives them. */
final class ContentPartMapper {
    private ContentPartMapper() {}

    /**
     * Returns content as the protocol has it: one text as a string, which every provider reads, else a list of parts.
     */
    static Object content(List<ContentPart> parts) {
        return PlainContent.is(parts)
                ? PlainContent.text(parts)
                : parts.stream().map(ContentPartMapper::part).toList();
    }

    private static Map<String, Object> part(ContentPart part) {
        Extras extras = part.extras();
        if (part instanceof ContentPart.Text text) {
            return tagged("text", text.text(), extras);
        } else if (part instanceof ContentPart.Image image) {
            return tagged("image_url", image(image), extras);
        } else if (part instanceof ContentPart.Audio audio) {
            return tagged("input_audio", audio(audio), extras);
        } else if (part instanceof ContentPart.File file) {
            return tagged("file", file(file), extras);
        } else if (part instanceof ContentPart.Refusal refusal) {
            return tagged("refusal", refusal.refusal(), extras);
        } else {
            return tagged(((ContentPart.Other) part).type(), null, extras);
        }
    }

    private static Map<String, Object> image(ContentPart.Image image) {
        return new WireObject()
                .with("url", image.url())
                .with("detail", image.detail())
                .members();
    }

    private static Map<String, Object> audio(ContentPart.Audio audio) {
        return new WireObject()
                .with("data", audio.data())
                .with("format", audio.format())
                .members();
    }

    private static Map<String, Object> file(ContentPart.File file) {
        return new WireObject()
                .with("file_id", file.id())
                .with("filename", file.filename())
                .with("file_data", file.data())
                .members();
    }
}
