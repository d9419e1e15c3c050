package io.astreaming.replay;

import io.astreaming.sse.SseEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final String SUFFIX = ".sse";
    private static final int PIECE = 64 << 10;

    private final String name;
    private final List<Frame> frames;

    private Recording(String name, List<Frame> frames) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a recording's name must not be blank");
        }
        this.name = name;
        this.frames = List.copyOf(frames);
    }

    /**
     * Creates a recording from a raw body of server-sent events.
     *
     * @param body the body; a copy is kept
     * @return the recording, named {@code recording}
     */
    public static Recording sse(byte[] body) {
        return new Recording("recording", FrameSplitter.split(body));
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
        return new Recording("recording", frames);
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
        return new Recording(name, frames);
    }

    /** {@return the name, which is also the model's name} */
    public String name() {
        return name;
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
