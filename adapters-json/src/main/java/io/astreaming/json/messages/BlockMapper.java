package io.astreaming.json.messages;

import io.astreaming.json.request.DataUrl;
import io.astreaming.json.request.PlainContent;
import io.astreaming.json.request.WireObject;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ContentPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps the parts of a message's content to the content blocks of the Messages API. */
final class BlockMapper {
    private static final String FILES_BETA = "files-api-2025-04-14";
    private static final String BREAKPOINT = "prompt_cache_breakpoint";
    private static final String CACHE = "cache_control";
    private static final JsonText EPHEMERAL = new JsonText("{\"type\":\"ephemeral\"}");

    private final Set<String> betas;

    /**
     * Creates a mapper.
     *
     * @param betas receives what the blocks need in the header {@code anthropic-beta}
     */
    BlockMapper(Set<String> betas) {
        this.betas = betas;
    }

    /** Returns content as a string if it is one text, else as blocks; null if there is none. */
    @Nullable
    Object content(List<ContentPart> parts) {
        if (PlainContent.is(parts)) {
            return PlainContent.text(parts);
        }
        List<Map<String, Object>> blocks =
                blocks(parts).stream().map(WireObject::members).toList();
        return blocks.isEmpty() ? null : blocks;
    }

    /** Returns parts as blocks, without blank texts, which the API refuses. */
    List<WireObject> blocks(List<ContentPart> parts) {
        List<WireObject> blocks = new ArrayList<>();
        for (ContentPart part : parts) {
            if (!(part instanceof ContentPart.Text text && text.text().isBlank())) {
                blocks.add(block(part).overriddenBy(blockExtras(part.extras())));
            }
        }
        return blocks;
    }

    private WireObject block(ContentPart part) {
        if (part instanceof ContentPart.Text text) {
            return type("text").with("text", text.text());
        } else if (part instanceof ContentPart.Refusal refusal) {
            return type("text").with("text", refusal.refusal());
        } else if (part instanceof ContentPart.Image image) {
            if (image.detail() != null && !image.detail().equals("auto")) {
                throw MessagesMapper.refused("the detail of an image", "scale the image");
            }
            return type("image").with("source", image(image.url()));
        } else if (part instanceof ContentPart.File file) {
            return type("document").with("source", document(file)).with("title", file.filename());
        } else if (part instanceof ContentPart.Other other) {
            return type(other.type());
        } else {
            throw MessagesMapper.refused("sound in a message", "send a transcript");
        }
    }

    private static Map<String, Object> image(String url) {
        DataUrl data = DataUrl.of(url);
        return data == null ? type("url").with("url", url).members() : base64(data);
    }

    private @Nullable Object document(ContentPart.File file) {
        if (file.id() != null) {
            betas.add(FILES_BETA);
            return type("file").with("file_id", file.id()).members();
        } else if (file.data() == null) {
            return null; // the extras hold the source
        }
        DataUrl data = DataUrl.of(file.data());
        if (data == null) {
            throw MessagesMapper.refused("a file without its media type", "give its data as a data: URL in Base64");
        }
        return data.mediaType().equals("text/plain")
                ? type("text")
                        .with("media_type", data.mediaType())
                        .with("data", decoded(data))
                        .members()
                : base64(data);
    }

    private static String decoded(DataUrl data) {
        try {
            return new String(Base64.getDecoder().decode(data.base64()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw MessagesMapper.refused("a file whose data isn't Base64", "encode it");
        }
    }

    private static Map<String, Object> base64(DataUrl data) {
        return type("base64")
                .with("media_type", data.mediaType())
                .with("data", data.base64())
                .members();
    }

    /** Returns extras with a cache breakpoint in the form of the API. */
    static Extras blockExtras(Extras extras) {
        if (!extras.override(BREAKPOINT)) {
            return extras;
        }
        Map<String, JsonText> members = new LinkedHashMap<>(extras.members());
        members.remove(BREAKPOINT);
        members.putIfAbsent(CACHE, EPHEMERAL);
        return new Extras(members);
    }

    static WireObject type(String type) {
        return new WireObject().with("type", type);
    }
}
