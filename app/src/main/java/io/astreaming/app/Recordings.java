package io.astreaming.app;

import io.astreaming.app.RecordedStream.Content;
import io.astreaming.error.ChatException;
import io.astreaming.trace.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads streams that were kept. Whatever is wrong with one is said with its name. */
final class Recordings {
    private static final String DONE = "[DONE]";
    private static final String CUT = "half a chunk at its end";
    private static final String NO_CHUNK = "not a recorded stream: there is no chunk in it";

    private Recordings() {}

    /**
     * Reads a stream, to its end and once more whenever somebody looks at it.
     *
     * @param name the file's name
     * @param content what it holds
     * @param given its form; told from name and content if absent
     * @return the stream
     * @throws IllegalArgumentException if it isn't one
     */
    static RecordedStream read(String name, Content content, @Nullable Format given) throws IOException {
        try {
            byte[] start = start(content);
            Format format = given != null ? given : formOf(name, start);
            return switch (format) {
                case MD, JSONL -> text(name, format, content);
                case SSE -> sse(name, content);
            };
        } catch (IllegalArgumentException | ChatException e) {
            throw new IllegalArgumentException(name + ": " + Problems.describe(e), e);
        }
    }

    /** Reads a stream that is held anyway. */
    static RecordedStream read(String name, byte[] content, @Nullable Format given) throws IOException {
        return read(name, () -> new ByteArrayInputStream(content), given);
    }

    /** A recorded body whatever is in it: an empty one, or one without a single event, is a body too. */
    static RecordedStream body(String name, Content content) {
        return new RecordedStream(name, Format.SSE, content, true, true, Set.of());
    }

    private static byte[] start(Content content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] start = in.readNBytes(Format.LOOKED_AT);
            if (start.length == 0) {
                throw new IllegalArgumentException("the file is empty");
            }
            return start;
        }
    }

    private static Format formOf(String name, byte[] start) {
        Format named = Format.named(name);
        Format format = named != null ? named : Format.sniff(start);
        if (format == null) {
            throw new IllegalArgumentException(
                    "not a recorded stream: neither a Markdown trace, nor server-sent events, nor a chunk a line");
        }
        return format;
    }

    private static RecordedStream sse(String name, Content content) throws IOException {
        try (InputStream in = content.open()) {
            SseContent body = SseContent.read(in, payload -> {});
            if (body.isEmpty()) {
                throw new IllegalArgumentException("not a recorded stream: there is no event with data in it");
            }
            return new RecordedStream(name, Format.SSE, content, body.isDone(), true, body.more());
        }
    }

    private static RecordedStream text(String name, Format format, Content content) throws IOException {
        try (InputStream in = content.open()) {
            TextLines.read(in, line -> {}); // that it isn't text comes before all else that may be wrong
        }
        Beside beside = new Beside();
        try (InputStream in = content.open()) {
            beside.read(format, in);
        }
        RecordedStream stream = new RecordedStream(name, format, content, beside.done, false, beside.more);
        boolean whole = beside.done
                || (!beside.more.contains(CUT) && Inspection.of(stream).isWhole());
        return new RecordedStream(name, format, content, beside.done, whole, beside.more);
    }

    /** What a text has beside payloads. */
    private static final class Beside {
        final Set<String> more = new LinkedHashSet<>();
        boolean done;
        private boolean any;

        void read(Format format, InputStream in) throws IOException {
            if (format == Format.MD) {
                markdown(in);
            } else {
                ChunkLines lines = new ChunkLines(payload -> any = true);
                TextLines.read(in, lines);
                done = lines.done;
                cut(lines.cut);
            }
            if (!any) {
                throw new IllegalArgumentException(NO_CHUNK);
            }
        }

        private void markdown(InputStream in) throws IOException {
            TraceReader reader = new TraceReader(true, chunk -> {
                any |= chunk.completion() != null;
                if (chunk.sections().size() > 1) {
                    more.add("further sections");
                }
            });
            TextLines.read(in, reader::line);
            cut(reader.end());
        }

        private void cut(boolean cut) {
            if (cut) {
                more.add(CUT);
            }
        }
    }

    /** Tells the payloads of a Markdown trace. */
    static void markdown(InputStream in, Consumer<String> payloads) throws IOException {
        TraceReader reader = new TraceReader(true, chunk -> {
            String payload = chunk.payload();
            if (payload != null) {
                payloads.accept(payload);
            }
        });
        TextLines.read(in, reader::line);
        var unused = reader.end();
    }

    /** Tells the payloads that stand on a line each. */
    static void lines(InputStream in, Consumer<String> payloads) throws IOException {
        TextLines.read(in, new ChunkLines(payloads));
    }

    /** Lines that have to be chunks. */
    private static final class ChunkLines implements Consumer<String> {
        private final Consumer<String> payloads;
        private int number;
        boolean done;
        boolean cut;

        ChunkLines(Consumer<String> payloads) {
            this.payloads = payloads;
        }

        @Override
        public void accept(String whole) {
            number++;
            String line = whole.strip();
            if (line.equals(DONE)) {
                done = true;
            } else if (SseContent.isJson(line)) {
                payloads.accept(line);
            } else if (number > 1 && !whole.endsWith("\n") && !line.isEmpty()) {
                cut = true;
            } else if (!line.isEmpty()) {
                throw new IllegalArgumentException("line " + number + " isn't JSON: each line has to hold one chunk");
            }
        }
    }

    /** The file's name without folder and form: the name of a model that replays it. */
    static String stem(String file) {
        String name = String.valueOf(Path.of(file).getFileName());
        Format format = Format.named(name);
        String stem = format == null
                ? name
                : name.substring(0, name.length() - format.toString().length() - 1);
        return stem.isBlank() ? "recording" : stem;
    }
}
