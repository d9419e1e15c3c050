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
 * The body of a recorded response, cut into {@linkplain Frame frames} and otherwise verbatim: comments, ids, odd
 * framing, a last blank line that is missing, all are kept, because that is what a client has to cope with.
 *
 * <p>A line {@code : at=120} right before an event says that the event arrived 120 ms after the request. Such a comment
 * is ours: it gives {@link Pace#recorded()} its times and is left out when the recording is replayed, so that the bytes
 * are those that the provider sent.
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
     * The recording in a raw body of server-sent events.
     *
     * @param body the body; a copy is kept
     * @return its recording, named {@code recording}
     */
    public static Recording sse(byte[] body) {
        return new Recording("recording", FrameSplitter.cut(body));
    }

    /**
     * The recording in a file that holds a raw body of server-sent events.
     *
     * @param file the file, read at once
     * @return its recording, named like the file without {@code .sse}
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
     * Cuts a raw body of server-sent events into frames without holding more than one, for bodies that are too large to
     * be held.
     *
     * @param body the body, read to its end
     * @param frames takes the frames in order
     * @throws IOException if the body can't be read
     */
    public static void cut(InputStream body, Consumer<Frame> frames) throws IOException {
        FrameSplitter cutter = new FrameSplitter(frames);
        byte[] buffer = new byte[PIECE];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            cutter.feed(buffer, read);
        }
        cutter.end();
    }

    /**
     * A recording made up of payloads, each in an event of its own.
     *
     * @param payloads what the events say, usually JSON; nothing checks it
     * @param done whether {@code [DONE]} comes last
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

    /** Bytes of any kind, in one frame. */
    static Recording ofBytes(byte[] bytes) {
        return new Recording("body", bytes.length == 0 ? List.of() : List.of(new Frame(bytes.clone(), null)));
    }

    /**
     * The same recording under another name.
     *
     * @param name the name: what a request has to give as its model to get this recording, and what the list of models
     *     shows
     * @return a recording with the same frames
     * @throws IllegalArgumentException if the name is blank
     */
    public Recording named(String name) {
        return new Recording(name, frames);
    }

    /** {@return the name, which serves as the name of a model} */
    public String name() {
        return name;
    }

    /** {@return the frames in the order in which they arrived} */
    public List<Frame> frames() {
        return frames;
    }

    /** {@return whether the recording says of any frame when it arrived} */
    public boolean hasTiming() {
        return frames.stream().anyMatch(frame -> frame.at() != null);
    }

    /** Tells name and size, never the content. */
    @Override
    public String toString() {
        return "Recording[" + name + ", " + frames.size() + " frames, " + (hasTiming() ? "timed" : "no timing") + "]";
    }
}
