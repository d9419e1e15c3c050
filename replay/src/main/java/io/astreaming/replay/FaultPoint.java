package io.astreaming.replay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** A place in a {@link Reply}, to which faults can be added. Immutable. */
public final class FaultPoint {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Reply reply;
    private final int place;

    FaultPoint(Reply reply, int place) {
        this.reply = reply;
        this.place = place;
    }

    /**
     * The connection is closed in the middle, so that neither the last chunk nor the rest of a promised length is sent.
     * With TLS no close alert is sent either.
     *
     * @return the reply with this fault
     */
    public Reply cut() {
        return with(new Fault.Cut(false));
    }

    /**
     * The connection is reset: bytes that the client hasn't read by then may be lost, too.
     *
     * @return the reply with this fault
     */
    public Reply reset() {
        return with(new Fault.Cut(true));
    }

    /**
     * The body ends too early, but is valid HTTP. Before the start it ends directly after the head.
     *
     * @return the reply with this fault
     */
    public Reply end() {
        return with(new Fault.End());
    }

    /**
     * Sends nothing for a while. The frames after it are sent later by the same time.
     *
     * @param duration how long, at most an hour
     * @return the reply with this fault
     * @throws IllegalArgumentException if the duration is negative or too long
     */
    public Reply pause(Duration duration) {
        return with(new Fault.Pause(checked(duration)));
    }

    /**
     * Silence until the client goes away or the server is closed.
     *
     * @return the reply with this fault
     */
    public Reply stall() {
        return with(new Fault.Stall(null, null, ""));
    }

    /**
     * Silence until a test releases it, for every request that the reply answers.
     *
     * @param release completed by the test, with whatever result; the stream goes on then
     * @return the reply with this fault
     */
    public Reply stallUntil(CompletionStage<?> release) {
        return with(new Fault.Stall(Objects.requireNonNull(release, "release"), null, ""));
    }

    /**
     * Nothing but comments until the client goes away or the server is closed: the connection lives, the answer
     * doesn't.
     *
     * @param gap the time before the first comment and from one to the next, from 1 ms to an hour
     * @param comment what they say, such as {@code ping}
     * @return the reply with this fault
     * @throws IllegalArgumentException if the gap is too short or too long, or the body has a length
     */
    public Reply stall(Duration gap, String comment) {
        check(checked(gap).toMillis() > 0, "comments need a gap of 1 ms at least");
        check(reply.framing() != Reply.Framing.LENGTH, "a body with a length has no room for comments");
        return with(new Fault.Stall(null, gap, comment));
    }

    /**
     * Only some bytes at a time from here on, chunk sizes included.
     *
     * @param bytes how many, 1 at least
     * @param gap the time from one piece to the next, at most an hour
     * @return the reply with this fault
     * @throws IllegalArgumentException if there are no bytes, or the gap is negative or too long
     */
    public Reply drip(int bytes, Duration gap) {
        check(bytes > 0, "a drip has at least 1 byte");
        return with(new Fault.Drip(bytes, checked(gap)));
    }

    /**
     * Bytes that don't belong here: a piece of HTML in the stream, or, at the start, anything before the status line.
     * In a body that is chunked they have a chunk of their own.
     *
     * @param bytes the bytes; a copy is kept
     * @return the reply with this fault
     */
    public Reply send(byte[] bytes) {
        return with(new Fault.Insertion(bytes.clone()));
    }

    /**
     * Text that doesn't belong here.
     *
     * @param text sent as UTF-8, like {@link #send(byte[])}
     * @return the reply with this fault
     */
    public Reply send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The frame before once more.
     *
     * @return the reply with this fault
     * @throws IllegalArgumentException if no whole frame comes before
     */
    public Reply repeat() {
        List<Frame> frames = reply.body().frames();
        check(!frames.isEmpty() && place >= frames.get(0).size(), "there is no frame before");
        return with(new Fault.Repetition());
    }

    /** Tells where it is. */
    @Override
    public String toString() {
        return "Place[" + (place == Reply.START ? "start" : "after byte " + place) + "]";
    }

    private Reply with(Fault fault) {
        return reply.with(new Reply.Placed(place, fault));
    }

    private static Duration checked(Duration duration) {
        check(
                !duration.isNegative() && duration.compareTo(LONGEST) <= 0,
                "a duration lies between 0 and 1 hour, not " + duration);
        return duration;
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
