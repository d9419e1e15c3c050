package io.astreaming.json.responses;

import static io.astreaming.json.responses.ResponsesTools.tagged;

import io.astreaming.json.request.PlainContent;
import io.astreaming.request.ContentPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Maps the parts of a message's content to the form that the Responses API gives them. */
final class ResponsesParts {
    private ResponsesParts() {}

    /** Returns content that the caller sends: one text as a string, else a list of parts. */
    static Object input(List<ContentPart> parts) {
        return PlainContent.is(parts)
                ? PlainContent.text(parts)
                : parts.stream().map(ResponsesParts::input).toList();
    }

    private static Map<String, Object> input(ContentPart part) {
        if (part instanceof ContentPart.Text text) {
            return tagged("input_text").with("text", text.text()).with(part.extras());
        } else if (part instanceof ContentPart.Image image) {
            return tagged("input_image")
                    .with("image_url", image.url())
                    .with("detail", image.detail())
                    .with(part.extras());
        } else if (part instanceof ContentPart.File file) {
            return tagged("input_file")
                    .with("file_id", file.id())
                    .with("filename", file.filename())
                    .with("file_data", file.data())
                    .with(part.extras());
        } else if (part instanceof ContentPart.Other other) {
            return tagged(other.type()).with(part.extras());
        } else if (part instanceof ContentPart.Audio) {
            throw InputMapper.refused("sound in a message", "use chat completions, or send a transcript");
        } else {
            throw InputMapper.refused("a refusal in a message that isn't the model's", "send it as text");
        }
    }

    /** Returns content that the model has sent. */
    static List<Object> output(List<ContentPart> parts) {
        List<Object> content = new ArrayList<>();
        for (ContentPart part : parts) {
            if (part instanceof ContentPart.Text text) {
                content.add(tagged("output_text").with("text", text.text()).with(part.extras()));
            } else if (part instanceof ContentPart.Refusal refusal) {
                content.add(tagged("refusal").with("refusal", refusal.refusal()).with(part.extras()));
            } else if (part instanceof ContentPart.Other other) {
                content.add(tagged(other.type()).with(part.extras()));
            } else {
                throw InputMapper.refused(
                        "an image, a sound or a file in a message of the model", "send it as the user's");
            }
        }
        return content;
    }
}
