package io.astreaming.app.chat;

import io.astreaming.app.recording.InputFiles;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.TerminalText;
import io.astreaming.request.ContentPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An image for the model: a URL, or a file whose type is detected from its content. */
final class ImageFile {
    private static final int MAX_BYTES = 20 << 20;
    private static final Pattern URL = Pattern.compile("(?i)(https?://|data:image/).*", Pattern.DOTALL);

    private ImageFile() {}

    /**
     * Reads an image. The provider receives its bytes but not its name.
     *
     * @param name a file's name or a URL
     * @throws IllegalArgumentException if the file isn't an image of a supported type
     */
    static ContentPart.Image read(Terminal terminal, String name) throws IOException {
        if (URL.matcher(name).matches()) {
            return ContentPart.image(name);
        }
        byte[] bytes = InputFiles.bytes(terminal, name, MAX_BYTES);
        String type = mediaType(bytes);
        if (type == null) {
            throw new IllegalArgumentException(
                    TerminalText.line(name) + ": neither PNG, JPEG, GIF nor WebP; convert it to one of them");
        }
        return ContentPart.image(type, bytes);
    }

    /** Detects the media type from the first bytes; null if it isn't supported. */
    static @Nullable String mediaType(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        } else if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        } else if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return "image/gif";
        }
        return start.startsWith("RIFF") && start.startsWith("WEBP", 8) ? "image/webp" : null;
    }
}
