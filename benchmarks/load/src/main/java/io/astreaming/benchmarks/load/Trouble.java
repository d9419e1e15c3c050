package io.astreaming.benchmarks.load;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.Truncated;
import io.astreaming.replay.Reply;
import java.time.Duration;

/** A fault of a provider, and how a stream with it must end. */
enum Trouble {
    /** None. */
    NONE(whole(), Completed.class),
    /** The kept connection is closed when it is used again; the request is sent once more. */
    STALE_CONNECTION(whole().closeOnReuse(), Completed.class),
    /** A byte after the other. */
    DRIP(whole().atStart().drip(512, Duration.ofMillis(1)), Completed.class),
    /** A pause, shorter than anybody's timeout. */
    PAUSE(whole().afterFrame(7).pause(Duration.ofMillis(30)), Completed.class),
    /** The connection ends in the middle of a frame. */
    CUT(whole().afterByte(3_333).cut(), Truncated.class),
    /** The connection is reset; what was on its way may be lost with it. */
    RESET(whole().afterFrame(20).reset(), Truncated.class, Failed.class),
    /** The body ends too early, as if it were whole. */
    SHORT(whole().afterFrame(20).end(), Truncated.class),
    /** Silence. */
    STALL(whole().afterFrame(5).stall(), TimedOut.class),
    /** An event that is no JSON. */
    GARBAGE(whole().afterFrame(11).send("data: <html>\n\n"), Failed.class),
    /** A page of some proxy with status 200. */
    PAGE(Reply.status(200, "<html>Welcome</html>").header("Content-Type", "text/html"), Failed.class),
    /** A refusal that stands. */
    REFUSAL(Reply.status(400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}"), Failed.class),
    /** A refusal that may pass, and doesn't. */
    OVERLOAD(Reply.status(503, "{\"error\":{\"message\":\"later\"}}").header("retry-after-ms", "5"), Failed.class),
    /** The connection is closed without an answer. */
    SILENCE(Reply.nothing(), Failed.class);

    static final int CHUNKS = 40;

    private final Reply reply;
    private final Class<?>[] outcomes;

    Trouble(Reply reply, Class<?>... outcomes) {
        this.reply = reply;
        this.outcomes = outcomes;
    }

    private static Reply whole() {
        return Reply.of(Chunks.recording(CHUNKS));
    }

    Reply reply() {
        return reply;
    }

    /** Whether a stream that has met this may end so. */
    boolean explains(Outcome outcome) {
        for (Class<?> expected : outcomes) {
            if (expected.isInstance(outcome)) {
                return true;
            }
        }
        return false;
    }
}
