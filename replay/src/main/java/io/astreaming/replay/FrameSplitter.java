package io.astreaming.replay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits a recorded body into frames. A frame ends with its blank line and includes further blank lines. A timing
 * comment at a frame's head, with or without a blank line of its own, becomes the frame's time; every other byte is
 * kept. Not thread-safe.
 */
final class FrameSplitter {
    /** A comment with the arrival time of the next frame, in milliseconds since the request. */
    private static final Pattern TIMING = Pattern.compile(": ?at=(\\d{1,12})[\r\n]*");

    private static final int MAX_TIMING = 32;

    /** The state of the current frame. */
    private enum Stage {
        /** Only blank lines, which occur at the beginning of a body. */
        HEAD,
        /** A timing comment was the last line. */
        TIMED,
        /** The frame has content, and no blank line after it. */
        WITHIN,
        /** The frame has its blank line. */
        ENDED
    }

    private final Consumer<Frame> frames;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean afterCr;
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private @Nullable Duration at;
    private Stage stage = Stage.HEAD;

    /** Creates a splitter at the start of a body, which passes on each frame when it is complete. */
    FrameSplitter(Consumer<Frame> frames) {
        this.frames = frames;
    }

    static List<Frame> split(byte[] body) {
        List<Frame> frames = new ArrayList<>();
        FrameSplitter splitter = new FrameSplitter(frames::add);
        splitter.feed(body, body.length);
        splitter.end();
        return List.copyOf(frames);
    }

    /** Reads the next bytes of the body. A line ends with LF, CR LF or CR, which belongs to the line. */
    void feed(byte[] bytes, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            boolean lf = bytes[i] == '\n';
            if (afterCr && !lf) {
                line.write(bytes, start, i - start);
                start = i;
                endLine();
            }
            afterCr = bytes[i] == '\r';
            if (lf) {
                line.write(bytes, start, i + 1 - start);
                start = i + 1;
                endLine();
            }
        }
        line.write(bytes, start, length - start);
    }

    /** Ends the body, and with it the last frame. */
    void end() {
        if (line.size() > 0) {
            endLine();
        }
        finish();
    }

    private void endLine() {
        byte[] whole = line.toByteArray();
        line.reset();
        line(whole);
    }

    private void line(byte[] line) {
        boolean blank = line[0] == '\n' || line[0] == '\r';
        if (stage == Stage.ENDED && !blank) {
            finish();
        }
        Duration time = stage == Stage.WITHIN ? null : timing(line);
        if (time != null) {
            at = time;
            stage = Stage.TIMED;
        } else if (blank && stage == Stage.TIMED) {
            stage = Stage.HEAD;
        } else {
            frame.writeBytes(line);
            if (!blank) {
                stage = Stage.WITHIN;
            } else if (stage == Stage.WITHIN) {
                stage = Stage.ENDED;
            }
        }
    }

    private void finish() {
        if (frame.size() > 0) {
            frames.accept(new Frame(frame.toByteArray(), at));
        }
        frame.reset();
        at = null;
        stage = Stage.HEAD;
    }

    private @Nullable Duration timing(byte[] line) {
        if (line[0] != ':' || line.length > MAX_TIMING) {
            return null;
        }
        Matcher matcher = TIMING.matcher(new String(line, StandardCharsets.ISO_8859_1));
        return matcher.matches() ? Duration.ofMillis(Long.parseLong(matcher.group(1))) : null;
    }
}
