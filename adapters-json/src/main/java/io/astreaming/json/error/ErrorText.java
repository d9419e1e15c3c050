package io.astreaming.json.error;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of an error's body, which may be compressed although the request didn't ask for it, or an event
 * stream. Of a compressed body at most {@link #MOST} bytes are inflated.
 */
final class ErrorText {
    private static final int MOST = 1 << 16;
    private static final int GZIP = 0x1f8b;
    private static final int ZLIB_METHOD = 8;
    private static final List<String> FIELDS = List.of("data:", "event:", "id:", "retry:", ":");

    private ErrorText() {}

    /** Returns the text without white space around it; null if the JDK can't inflate it. */
    static @Nullable String text(byte[] body, @Nullable String coding) {
        String method = coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT);
        byte[] plain = body;
        if (isGzip(body)) {
            plain = inflated(body, true, false);
        } else if (method.equals("deflate") && body.length > 1) {
            boolean zlib = (body[0] & 0x0f) == ZLIB_METHOD && firstTwo(body) % 31 == 0;
            plain = inflated(body, false, !zlib);
        } else if (List.of("br", "zstd", "compress").contains(method)) {
            return null;
        }
        String text = new String(plain, StandardCharsets.UTF_8).strip();
        return text.startsWith("\uFEFF") ? text.substring(1).strip() : text;
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 2 && firstTwo(body) == GZIP;
    }

    private static int firstTwo(byte[] body) {
        return ((body[0] & 0xff) << Byte.SIZE) | (body[1] & 0xff);
    }

    /** Inflates as much as there is, since the body may be cut at the limit of what is read. */
    private static byte[] inflated(byte[] body, boolean gzip, boolean raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Inflater inflater = new Inflater(raw);
        try (InputStream bytes = new ByteArrayInputStream(body);
                InputStream in = gzip ? new GZIPInputStream(bytes) : new InflaterInputStream(bytes, inflater)) {
            byte[] piece = new byte[1 << 10];
            for (int read = in.read(piece); read >= 0 && out.size() < MOST; read = in.read(piece)) {
                out.write(piece, 0, Math.min(read, MOST - out.size()));
            }
        } catch (IOException e) {
            // It is cut, or isn't compressed in this way: return what was inflated so far.
        } finally {
            inflater.end();
        }
        return out.size() == 0 ? body : out.toByteArray();
    }

    /** Returns the parts of a text that may be the error: the text itself, the data of its events, or its lines. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        if (FIELDS.stream().noneMatch(text::startsWith)) {
            parts.add(text);
            if (text.startsWith("{")) {
                text.lines().limit(2).forEach(parts::add);
            }
            return parts;
        }
        StringBuilder data = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n")
                        .append(line.substring("data:".length()).strip());
            } else if (line.isEmpty() && !data.isEmpty()) {
                parts.add(data.toString());
                data.setLength(0);
            }
        }
        parts.add(data.isEmpty() && parts.isEmpty() ? text : data.toString());
        return parts;
    }
}
