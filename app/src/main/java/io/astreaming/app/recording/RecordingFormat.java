package io.astreaming.app.recording;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms in which a stream can be kept. */
public enum RecordingFormat {
    /** A Markdown trace. */
    MD,
    /** The body as it came over the wire. */
    SSE,
    /** One chunk a line. */
    JSONL;

    /** How much of a content tells its form, in bytes. */
    static final int LOOKED_AT = 4096;

    private static final Pattern FIELD = Pattern.compile("(?:data|event|id|retry|error)?:.*");

    /** The form that a file's name tells; absent if it tells none. */
    static @Nullable RecordingFormat named(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        for (RecordingFormat format : values()) {
            if (name.endsWith("." + format)) {
                return format;
            }
        }
        return null;
    }

    /** The form that the beginning of a content tells; absent if it tells none. */
    static @Nullable RecordingFormat sniff(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, LOOKED_AT), StandardCharsets.UTF_8);
        String text = (start.startsWith("\ufeff") ? start.substring(1) : start).stripLeading();
        if (text.startsWith("#")) {
            return MD;
        }
        if (text.startsWith("{")) {
            return JSONL;
        }
        return FIELD.matcher(text.split("[\r\n]", 2)[0]).matches() ? SSE : null;
    }

    /** The end of the name of such a file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
