package io.astreaming.replay;

import io.astreaming.replay.format.RecordedBody;
import io.astreaming.replay.format.RecordingFormat;
import io.astreaming.sse.SseEncoder;
import io.astreaming.value.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The body of a recorded response, split into {@linkplain Frame frames} and otherwise verbatim: comments, ids, unusual
 * framing and a missing last blank line are kept, because clients have to cope with them.
 *
 * <p>A line {@code : at=120} directly before an event says that the event arrived 120 ms after the request. Only
 * recordings of this library have such comments: {@link Pace#recorded()} uses their times, and they are removed when
 * the recording is replayed, so that the bytes are those that the provider sent.
 *
 * <p>Immutable.
 */
public final class Recording {
    private static final String UNNAMED = "recording";
    private static final String SUFFIX = ".sse";
    private static final int PIECE = 64 << 10;

    /** A trace that the command line writes isn't larger. */
    private static final int MAX_BYTES = 256 << 20;

    private final String name;
    private final List<Frame> frames;
    private final FrameProtocol protocol;

    private Recording(String name, List<Frame> frames) {
        this.name = checked(name);
        this.frames = List.copyOf(frames);
        protocol = FrameProtocol.of(this.frames);
    }

    private Recording(String name, Recording other) {
        this.name = checked(name);
        frames = other.frames;
        protocol = other.protocol;
    }

    private static String checked(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a recording's name must not be blank");
        }
        return name;
    }

    /**
     * Reads a recording from a file of any format: a raw body ({@code .sse}), a Markdown trace ({@code .md}) or a JSON
     * document on each line ({@code .jsonl}, {@code .ndjson}). A file of another name is recognized by its content.
     *
     * <p>The chunks of a trace and of lines become server-sent events; a {@code [DONE]} follows if they are a whole chat
     * completion. Lines of Ollama's own protocol are replayed as they are, as {@code application/x-ndjson}.
     *
     * @param file the file, 256 MiB at most
     * @return the recording, named like the file without its extension
     * @throws IllegalArgumentException if the file isn't a recorded stream, or is too large; the message names the file
     *     and, in a text, the line
     * @throws UncheckedIOException if the file can't be read
     */
    public static Recording read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        file + ": is larger than " + (MAX_BYTES >> 20) + " MiB, and recordings are kept in memory");
            }
            return read(file.toString(), content);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the recording " + file, e);
        }
    }

    /**
     * Reads a recording from the content of a file, such as a resource of the class path.
     *
     * @param file the file's name, which tells the format as in {@link #read(Path)}
     * @param content the content
     * @return the recording, named like the file without folder and extension
     * @throws IllegalArgumentException if it isn't a recorded stream; the message names the file and, in a text, the
     *     line
     */
    public static Recording read(String file, byte[] content) {
        RecordedBody body = RecordedBody.read(file, content);
        String stem = RecordingFormat.stem(file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1));
        Recording recording = body.ofLines() ? jsonLines(body.bytes()) : sse(body.bytes());
        return recording.named(stem.isBlank() ? UNNAMED : stem);
    }

    /**
     * Creates a recording from a raw body of server-sent events.
     *
     * @param body the body; a copy is kept
     * @return the recording, named {@code recording}
     */
    public static Recording sse(byte[] body) {
        return new Recording(UNNAMED, FrameSplitter.split(body));
    }

    /**
     * Reads a recording from a file with a raw body of server-sent events.
     *
     * @param file the file
     * @return the recording, named like the file without {@code .sse}
     * @throws UncheckedIOException if the file can't be read
     */
    public static Recording sse(Path file) {
        try {
            String name = String.valueOf(file.getFileName());
            name = name.length() > SUFFIX.length() && name.endsWith(SUFFIX)
                    ? name.substring(0, name.length() - SUFFIX.length())
                    : name;
            return sse(Files.readAllBytes(file)).named(name);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the recording " + file, e);
        }
    }

    /**
     * Splits a raw body of server-sent events into frames with only one frame in memory at a time, for large bodies.
     *
     * @param body the body; it is read to its end
     * @param frames receives the frames in order
     * @throws IOException if the body can't be read
     */
    public static void cut(InputStream body, Consumer<Frame> frames) throws IOException {
        FrameSplitter splitter = new FrameSplitter(frames);
        byte[] buffer = new byte[PIECE];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            splitter.feed(buffer, read);
        }
        splitter.end();
    }

    /**
     * Creates a recording of a whole answer: a chunk for each piece of text, the finish reason {@code stop}, and
     * {@code [DONE]}. For tool calls, usage and more, use a {@linkplain #builder() builder}.
     *
     * @param pieces the pieces of text
     * @return the recording, named {@code test-model}
     */
    public static Recording ofText(String... pieces) {
        return builder().text(pieces).build();
    }

    /**
     * Returns a builder of an answer as OpenAI streams it, so that no test needs to write the JSON of chunks.
     *
     * @return a builder of a recording whose name and model are {@code test-model}
     */
    public static RecordingBuilder builder() {
        return builder("test-model");
    }

    /**
     * Returns a builder of an answer of a certain model.
     *
     * @param model the model's name in each chunk, which is also the recording's name; not blank
     * @return the builder
     */
    public static RecordingBuilder builder(String model) {
        return new RecordingBuilder(model);
    }

    /**
     * Creates a recording from payloads, each in its own event.
     *
     * @param payloads the data of the events, usually JSON; not validated
     * @param done whether the recording ends with {@code [DONE]}
     * @return the recording, without timing, named {@code recording}
     */
    public static Recording ofPayloads(List<String> payloads, boolean done) {
        List<Frame> frames = new ArrayList<>();
        payloads.forEach(payload -> frames.add(new Frame(SseEncoder.event(payload), null)));
        if (done) {
            frames.add(new Frame(SseEncoder.done(), null));
        }
        return new Recording(UNNAMED, frames);
    }

    /**
     * Creates a recording of JSON lines, as Ollama's own API sends them: each line is a frame.
     *
     * @param body the body; a copy is kept
     * @return the recording, without timing, named {@code recording}
     */
    public static Recording jsonLines(byte[] body) {
        List<Frame> frames = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n' || i == body.length - 1) {
                frames.add(new Frame(Arrays.copyOfRange(body, start, i + 1), null));
                start = i + 1;
            }
        }
        return new Recording(UNNAMED, frames);
    }

    static Recording of(String name, List<Frame> frames) {
        return new Recording(name, frames);
    }

    /** Creates a recording of arbitrary bytes in one frame. */
    static Recording ofBytes(byte[] bytes) {
        return new Recording("body", bytes.length == 0 ? List.of() : List.of(new Frame(bytes.clone(), null)));
    }

    /**
     * Returns a copy with another name.
     *
     * @param name the name, by which a request selects this recording as its model, and which the list of models shows
     * @return a recording with the same frames
     * @throws IllegalArgumentException if the name is blank
     */
    public Recording named(String name) {
        return new Recording(name, this);
    }

    /** {@return the name, which is also the model's name} */
    public String name() {
        return name;
    }

    /**
     * {@return the protocol, as the first payloads show it; that of chat completions if they don't} A server answers with a
     * recording at its protocol's path.
     */
    public Protocol protocol() {
        return protocol.protocol();
    }

    /** Returns whether the recording may be an answer in a protocol: it doesn't show that it is one in another. */
    boolean fits(Protocol asked) {
        return !protocol.certain() || protocol.protocol() == asked;
    }

    /** {@return the frames in the order in which they arrived} */
    public List<Frame> frames() {
        return frames;
    }

    /** {@return whether the recording has the arrival time of at least one frame} */
    public boolean hasTiming() {
        return frames.stream().anyMatch(frame -> frame.at() != null);
    }

    /** Shows name and size, never the content. */
    @Override
    public String toString() {
        return "Recording[" + name + ", " + frames.size() + " frames, " + (hasTiming() ? "timed" : "no timing") + "]";
    }
}
