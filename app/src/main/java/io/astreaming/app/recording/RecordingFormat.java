package io.astreaming.app.recording;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The formats of recorded streams. */
public enum RecordingFormat {
    /** A Markdown trace. */
    MD,
    /** The body as it was received. */
    SSE,
    /** One chunk on each line. */
    JSONL;

    /** How many bytes of the content are examined to detect its format. */
    static final int LOOKED_AT = 4096;

    private static final Pattern FIELD = Pattern.compile("(?:data|event|id|retry|error)?:.*");

    /** Returns the format by a file's name; null if the name has no known extension. */
    static @Nullable RecordingFormat named(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        for (RecordingFormat format : values()) {
            if (name.endsWith("." + format)) {
                return format;
            }
        }
        return null;
    }

    /** Returns the format by the beginning of the content; null if it isn't recognized. */
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

    /** Returns the extension of such files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
