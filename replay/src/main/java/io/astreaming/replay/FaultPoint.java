package io.astreaming.replay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** A position in a {@link Reply}, at which faults can be added. Immutable. */
public final class FaultPoint {
    private static final Duration MAX_DURATION = Duration.ofHours(1);

    private final Reply reply;
    private final int position;

    FaultPoint(Reply reply, int position) {
        this.reply = reply;
        this.position = position;
    }

    /**
     * Closes the connection here, so that neither the last chunk nor the rest of the content length is sent. With TLS
     * no close alert is sent either.
     *
     * @return the reply with this fault
     */
    public Reply cut() {
        return with(new Fault.Cut(false));
    }

    /**
     * Resets the connection. Bytes that the client hasn't read yet may be lost, too.
     *
     * @return the reply with this fault
     */
    public Reply reset() {
        return with(new Fault.Cut(true));
    }

    /**
     * Ends the body too early, but as valid HTTP. At the start it ends directly after the head.
     *
     * @return the reply with this fault
     */
    public Reply end() {
        return with(new Fault.End());
    }

    /**
     * Sends nothing for a while. The following frames are delayed by the same time.
     *
     * @param duration how long, at most an hour
     * @return the reply with this fault
     * @throws IllegalArgumentException if the duration is negative or too long
     */
    public Reply pause(Duration duration) {
        return with(new Fault.Pause(checked(duration)));
    }

    /**
     * Sends nothing until the client closes the connection or the server is closed.
     *
     * @return the reply with this fault
     */
    public Reply stall() {
        return with(new Fault.Stall(null, null, ""));
    }

    /**
     * Sends nothing until a test completes the release, for every request that the reply answers.
     *
     * @param release the test completes it, with any result; the stream then continues
     * @return the reply with this fault
     */
    public Reply stallUntil(CompletionStage<?> release) {
        return with(new Fault.Stall(Objects.requireNonNull(release, "release"), null, ""));
    }

    /**
     * Sends only comments until the client closes the connection or the server is closed: the connection is alive, but
     * the answer doesn't continue.
     *
     * @param gap the time before the first comment and between two comments, from 1 ms to an hour
     * @param comment the text of each comment, such as {@code ping}
     * @return the reply with this fault
     * @throws IllegalArgumentException if the gap is too short or too long, or the body has a length
     */
    public Reply stall(Duration gap, String comment) {
        check(checked(gap).toMillis() > 0, "comments need a gap of 1 ms at least");
        check(reply.framing() != Reply.Framing.LENGTH, "a body with a length has no room for comments");
        return with(new Fault.Stall(null, gap, comment));
    }

    /**
     * Sends only some bytes at a time from here on, including chunk sizes.
     *
     * @param bytes how many bytes to send at a time, at least 1
     * @param gap the time between two pieces, at most an hour
     * @return the reply with this fault
     * @throws IllegalArgumentException if there are no bytes, or the gap is negative or too long
     */
    public Reply drip(int bytes, Duration gap) {
        check(bytes > 0, "a drip has at least 1 byte");
        return with(new Fault.Drip(bytes, checked(gap)));
    }

    /**
     * Sends bytes that don't belong here, such as a piece of HTML in the stream or, at the start, anything before the
     * status line. In a chunked body they have their own chunk.
     *
     * @param bytes the bytes; a copy is kept
     * @return the reply with this fault
     */
    public Reply send(byte[] bytes) {
        return with(new Fault.Insertion(bytes.clone()));
    }

    /**
     * Sends text that doesn't belong here.
     *
     * @param text sent as UTF-8, like {@link #send(byte[])}
     * @return the reply with this fault
     */
    public Reply send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends the previous frame again.
     *
     * @return the reply with this fault
     * @throws IllegalArgumentException if there is no previous frame
     */
    public Reply repeat() {
        List<Frame> frames = reply.body().frames();
        check(!frames.isEmpty() && position >= frames.get(0).size(), "there is no frame before");
        return with(new Fault.Repetition());
    }

    /** Shows the position. */
    @Override
    public String toString() {
        return "FaultPoint[" + (position == Reply.START ? "start" : "after byte " + position) + "]";
    }

    private Reply with(Fault fault) {
        return reply.with(new Reply.Placed(position, fault));
    }

    private static Duration checked(Duration duration) {
        check(
                !duration.isNegative() && duration.compareTo(MAX_DURATION) <= 0,
                "a duration lies between 0 and 1 hour, not " + duration);
        return duration;
    }

    private static void check(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
