package io.astreaming.replay.format;

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
    JSONL,
    /** An HTTP archive, as browsers save it; the command line alone reads and writes it. */
    HAR;

    /** How many bytes of the content {@link #of} needs at most. */
    public static final int LOOKED_AT = 4096;

    private static final Pattern ARCHIVE = Pattern.compile("\\{\\s*\"log\"\\s*:.*", Pattern.DOTALL);

    /** The number of a stream behind the name of an archive. */
    private static final Pattern NUMBER = Pattern.compile("(?i)(?<=.\\.har)#\\d{1,4}$");

    private static final Pattern FIELD = Pattern.compile("(?:data|event|id|retry|error)?:.*");
    private static final String OF_LINES = ".ndjson";

    /**
     * Returns the format of a file: by its name, or if that has no known extension, by its content.
     *
     * @param start the beginning of the content, or all of it
     * @throws IllegalArgumentException if the content is empty, or in none of the formats
     */
    public static RecordingFormat of(String file, byte[] start) {
        if (start.length == 0) {
            throw new IllegalArgumentException("the file is empty");
        }
        RecordingFormat named = named(file);
        RecordingFormat format = named != null ? named : sniff(start);
        if (format == null) {
            throw new IllegalArgumentException(
                    "not a recorded stream: neither a Markdown trace, nor server-sent events, nor one chunk on each line");
        }
        return format;
    }

    /** Returns the format by a file's name; null if the name has no known extension. */
    public static @Nullable RecordingFormat named(String file) {
        String name = withoutNumber(file).toLowerCase(Locale.ROOT);
        for (RecordingFormat format : values()) {
            if (name.endsWith("." + format)) {
                return format;
            }
        }
        return isOfLines(file) ? JSONL : null;
    }

    /** Returns whether a file's name says that it is a body of JSON lines, as Ollama's own protocol has it. */
    public static boolean isOfLines(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(OF_LINES);
    }

    /** Returns a file's name without its extension, if that is known. */
    public static String stem(String file) {
        RecordingFormat format = named(file);
        if (format == null) {
            return file;
        }
        String name = withoutNumber(file);
        String extension = isOfLines(file) ? OF_LINES : "." + format;
        return name.substring(0, name.length() - extension.length());
    }

    /** Returns the name of an archive without the number of a stream behind it; other names as they are. */
    public static String withoutNumber(String file) {
        return NUMBER.matcher(file).replaceFirst("");
    }

    /** Returns the format by the beginning of the content; null if it isn't recognized. */
    private static @Nullable RecordingFormat sniff(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, LOOKED_AT), StandardCharsets.UTF_8);
        String text = (start.startsWith("\ufeff") ? start.substring(1) : start).stripLeading();
        if (text.startsWith("#")) {
            return MD;
        }
        if (text.startsWith("{")) {
            return ARCHIVE.matcher(text).matches() ? HAR : JSONL;
        }
        return FIELD.matcher(text.split("[\r\n]", 2)[0]).matches() ? SSE : null;
    }

    /** Returns the extension of such files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
