package io.astreaming.app;

import io.astreaming.error.ChatException;
import io.astreaming.http.replay.Recording;
import io.astreaming.trace.MarkdownTrace;
import io.astreaming.trace.TracedChunk;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads streams that were kept. Whatever is wrong with one is said with its name. */
final class Recordings {
    private static final String DONE = "[DONE]";
    private static final String CUT = "half a chunk at its end";

    private Recordings() {}

    /**
     * Reads a stream.
     *
     * @param name the file's name
     * @param content what it holds
     * @param given its form; told from name and content if absent
     * @return the stream
     * @throws IllegalArgumentException if it isn't one
     */
    static RecordedStream read(String name, byte[] content, @Nullable Format given) {
        try {
            if (content.length == 0) {
                throw new IllegalArgumentException("the file is empty");
            }
            Format format = given != null ? given : formOf(name, content);
            return switch (format) {
                case MD -> markdown(name, text(content));
                case JSONL -> lines(name, text(content));
                case SSE -> sse(name, content);
            };
        } catch (IllegalArgumentException | ChatException e) {
            throw new IllegalArgumentException(name + ": " + Problems.describe(e), e);
        }
    }

    private static Format formOf(String name, byte[] content) {
        Format named = Format.named(name);
        Format format = named != null ? named : Format.sniff(content);
        if (format == null) {
            throw new IllegalArgumentException(
                    "not a recorded stream: neither a Markdown trace, nor server-sent events, nor a chunk a line");
        }
        return format;
    }

    private static RecordedStream sse(String name, byte[] body) {
        SseContent content = SseContent.of(body);
        if (content.isEmpty()) {
            throw new IllegalArgumentException("not a recorded stream: there is no event with data in it");
        }
        return new RecordedStream(
                name,
                Format.SSE,
                Recording.sse(body).named(stem(name)),
                content.isDone(),
                content.payloads(),
                content.more());
    }

    private static RecordedStream markdown(String name, String text) {
        Set<String> more = new LinkedHashSet<>();
        MarkdownTrace trace;
        try {
            trace = MarkdownTrace.read(text);
        } catch (IllegalArgumentException e) {
            trace = MarkdownTrace.readCut(text);
            more.add(CUT);
        }
        for (TracedChunk chunk : trace.chunks()) {
            if (chunk.sections().size() > 1) {
                more.add("further sections");
            }
        }
        return ofPayloads(name, Format.MD, trace.payloads(), false, more);
    }

    private static RecordedStream lines(String name, String text) {
        List<String> payloads = new ArrayList<>();
        Set<String> more = new LinkedHashSet<>();
        String[] lines = text.split("\n", -1);
        boolean done = false;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.equals(DONE)) {
                done = true;
            } else if (SseContent.isJson(line)) {
                payloads.add(line);
            } else if (i > 0 && i == lines.length - 1 && !line.isEmpty()) {
                more.add(CUT);
            } else if (!line.isEmpty()) {
                throw new IllegalArgumentException("line " + (i + 1) + " isn't JSON: each line has to hold one chunk");
            }
        }
        return ofPayloads(name, Format.JSONL, payloads, done, more);
    }

    /** {@code [DONE]} has no place in these forms: it is put back only where nothing was cut off. */
    private static RecordedStream ofPayloads(
            String name, Format format, List<String> payloads, boolean done, Set<String> more) {
        if (payloads.isEmpty()) {
            throw new IllegalArgumentException("not a recorded stream: there is no chunk in it");
        }
        boolean whole = done || (!more.contains(CUT) && isWhole(payloads));
        return new RecordedStream(
                name, format, Recording.ofPayloads(payloads, whole).named(stem(name)), done, payloads, more);
    }

    private static boolean isWhole(List<String> payloads) {
        return Inspection.of(Recording.ofPayloads(payloads, false)).isWhole();
    }

    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not a recorded stream: it isn't UTF-8 text", e);
        }
    }

    /** The file's name without folder and form: the name of a model that replays it. */
    private static String stem(String file) {
        String name = String.valueOf(Path.of(file).getFileName());
        Format format = Format.named(name);
        String stem = format == null
                ? name
                : name.substring(0, name.length() - format.toString().length() - 1);
        return stem.isBlank() ? "recording" : stem;
    }
}
