package io.astreaming.http.replay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a recorded body into frames: a frame ends with its blank line, and blank lines that follow belong to it too. A timing
 * comment at a frame's head, with a blank line of its own or without, becomes its time; every other byte is kept. Not
 * thread-safe.
 */
final class FrameCutter {
    /** A line that says when the frame below it arrived, in milliseconds since the request. */
    private static final Pattern TIMING = Pattern.compile(": ?at=(\\d{1,12})[\r\n]*");

    private static final int LONGEST_TIMING = 32;

    /** How far the frame at hand has come. */
    private enum Stage {
        /** Nothing but blank lines, which only a body's beginning can have. */
        HEAD,
        /** Nothing since a timing comment. */
        TIMED,
        /** Something, and no blank line since. */
        WITHIN,
        /** Its blank line. */
        ENDED
    }

    private final byte[] body;
    private final List<Frame> frames = new ArrayList<>();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private @Nullable Duration at;
    private Stage stage = Stage.HEAD;

    private FrameCutter(byte[] body) {
        this.body = body;
    }

    static List<Frame> cut(byte[] body) {
        FrameCutter cutter = new FrameCutter(body);
        int end;
        for (int start = 0; start < body.length; start = end) {
            end = cutter.lineEnd(start);
            cutter.line(start, end);
        }
        cutter.finish();
        return List.copyOf(cutter.frames);
    }

    private void line(int start, int end) {
        boolean blank = body[start] == '\n' || body[start] == '\r';
        if (stage == Stage.ENDED && !blank) {
            finish();
        }
        Duration time = stage == Stage.WITHIN ? null : timing(start, end);
        if (time != null) {
            at = time;
            stage = Stage.TIMED;
        } else if (blank && stage == Stage.TIMED) {
            stage = Stage.HEAD;
        } else {
            frame.write(body, start, end - start);
            if (!blank) {
                stage = Stage.WITHIN;
            } else if (stage == Stage.WITHIN) {
                stage = Stage.ENDED;
            }
        }
    }

    private void finish() {
        if (frame.size() > 0) {
            frames.add(new Frame(frame.toByteArray(), at));
        }
        frame.reset();
        at = null;
        stage = Stage.HEAD;
    }

    /** Where the line that starts here is over, its end included: LF, CR LF or CR. */
    private int lineEnd(int start) {
        for (int i = start; i < body.length; i++) {
            if (body[i] == '\n') {
                return i + 1;
            }
            if (body[i] == '\r') {
                return i + 1 < body.length && body[i + 1] == '\n' ? i + 2 : i + 1;
            }
        }
        return body.length;
    }

    private @Nullable Duration timing(int start, int end) {
        if (body[start] != ':' || end - start > LONGEST_TIMING) {
            return null;
        }
        Matcher matcher = TIMING.matcher(new String(body, start, end - start, StandardCharsets.ISO_8859_1));
        return matcher.matches() ? Duration.ofMillis(Long.parseLong(matcher.group(1))) : null;
    }
}
