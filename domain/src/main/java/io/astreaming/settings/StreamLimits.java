package io.astreaming.settings;

import java.util.Objects;

/**
 * How much of a stream is accepted. A stream that exceeds a limit fails with an error that names the limit. Each limit
 * is at least 1.
 *
 * <p>The content that is kept of a stream takes at most five bytes of heap for each character of {@link #totalText},
 * and an event takes at most twelve bytes of heap for each byte of {@link #eventBytes} while it is read.
 *
 * <p>Immutable; the {@code with} methods return changed copies.
 */
public final class StreamLimits {
    /**
     * Sufficient for all known providers: events of 16 MiB (images and audio are sent inline), 128 levels, numbers of
     * 1,000 characters, 64 Mi characters of text, 1,024 choices, 1,024 tool calls, 1,024 distinct extras, 64 KiB of an
     * error.
     */
    public static final StreamLimits DEFAULT =
            new StreamLimits(16 << 20, 128, 1_000, 64L << 20, 1_024, 1_024, 1_024, 64 << 10);

    private final int eventBytes;
    private final int nestingDepth;
    private final int numberLength;
    private final long totalText;
    private final int choices;
    private final int toolCalls;
    private final int distinctExtras;
    private final int errorBodyBytes;

    private StreamLimits(
            int eventBytes,
            int nestingDepth,
            int numberLength,
            long totalText,
            int choices,
            int toolCalls,
            int distinctExtras,
            int errorBodyBytes) {
        this.eventBytes = (int) positive(eventBytes, "eventBytes");
        this.nestingDepth = (int) positive(nestingDepth, "nestingDepth");
        this.numberLength = (int) positive(numberLength, "numberLength");
        this.totalText = positive(totalText, "totalText");
        this.choices = (int) positive(choices, "choices");
        this.toolCalls = (int) positive(toolCalls, "toolCalls");
        this.distinctExtras = (int) positive(distinctExtras, "distinctExtras");
        this.errorBodyBytes = (int) positive(errorBodyBytes, "errorBodyBytes");
    }

    private static long positive(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
        return value;
    }

    /**
     * How many bytes one event's payload, and any line of it, may have. Each object that is read from a payload (a
     * choice, a call, a log probability, a part of content, a member that isn't modelled) counts as 40 bytes, except
     * that 16,384 objects are always accepted.
     *
     * @return the limit, in bytes
     */
    public int eventBytes() {
        return eventBytes;
    }

    /** {@return how many levels of objects and arrays one payload may have} */
    public int nestingDepth() {
        return nestingDepth;
    }

    /** {@return how many characters one number may have} */
    public int numberLength() {
        return numberLength;
    }

    /**
     * How many characters everything may have that is kept of a stream. Text, reasoning, refusals and audio count once;
     * arguments of calls count twice, since they are kept twice. Everything else, such as names, ids, log probabilities
     * and members that aren't modelled, counts as its characters plus 48 for each string and 288 for each call; the
     * first 16,384 of these don't count.
     *
     * @return the limit, in characters
     */
    public long totalText() {
        return totalText;
    }

    /** {@return how many choices a stream may have} */
    public int choices() {
        return choices;
    }

    /** {@return how many tool calls one choice may have} */
    public int toolCalls() {
        return toolCalls;
    }

    /** {@return how many distinct members that aren't modelled a stream may have} */
    public int distinctExtras() {
        return distinctExtras;
    }

    /** {@return how many bytes of an error response are read; the rest is ignored} */
    public int errorBodyBytes() {
        return errorBodyBytes;
    }

    /**
     * Returns a copy with another limit for one event.
     *
     * @param other how many bytes one event's payload may have, and any line of it
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public StreamLimits withEventBytes(int other) {
        return new StreamLimits(
                other, nestingDepth, numberLength, totalText, choices, toolCalls, distinctExtras, errorBodyBytes);
    }

    /**
     * Returns a copy with another limit for nesting.
     *
     * @param other how many levels of objects and arrays one payload may have
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public StreamLimits withNestingDepth(int other) {
        return new StreamLimits(
                eventBytes, other, numberLength, totalText, choices, toolCalls, distinctExtras, errorBodyBytes);
    }

    /**
     * Returns a copy with another limit for numbers.
     *
     * @param other how many characters one number may have
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public StreamLimits withNumberLength(int other) {
        return new StreamLimits(
                eventBytes, nestingDepth, other, totalText, choices, toolCalls, distinctExtras, errorBodyBytes);
    }

    /**
     * Returns a copy with another limit for everything that is kept.
     *
     * @param other how many characters everything may have that is kept of a stream
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public StreamLimits withTotalText(long other) {
        return new StreamLimits(
                eventBytes, nestingDepth, numberLength, other, choices, toolCalls, distinctExtras, errorBodyBytes);
    }

    /**
     * Returns a copy with another limit for choices.
     *
     * @param other how many choices a stream may have
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public StreamLimits withChoices(int other) {
        return new StreamLimits(
                eventBytes, nestingDepth, numberLength, totalText, other, toolCalls, distinctExtras, errorBodyBytes);
    }

    /**
     * Returns a copy with another limit for tool calls.
     *
     * @param other how many tool calls one choice may have
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public StreamLimits withToolCalls(int other) {
        return new StreamLimits(
                eventBytes, nestingDepth, numberLength, totalText, choices, other, distinctExtras, errorBodyBytes);
    }

    /**
     * Returns a copy with another limit for members that aren't modelled.
     *
     * @param other how many distinct members that aren't modelled a stream may have
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public StreamLimits withDistinctExtras(int other) {
        return new StreamLimits(
                eventBytes, nestingDepth, numberLength, totalText, choices, toolCalls, other, errorBodyBytes);
    }

    /**
     * Returns a copy with another limit for error responses.
     *
     * @param other how many bytes of an error response are read; the rest is ignored
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public StreamLimits withErrorBodyBytes(int other) {
        return new StreamLimits(
                eventBytes, nestingDepth, numberLength, totalText, choices, toolCalls, distinctExtras, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StreamLimits that
                && eventBytes == that.eventBytes
                && nestingDepth == that.nestingDepth
                && numberLength == that.numberLength
                && totalText == that.totalText
                && choices == that.choices
                && toolCalls == that.toolCalls
                && distinctExtras == that.distinctExtras
                && errorBodyBytes == that.errorBodyBytes;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                eventBytes, nestingDepth, numberLength, totalText, choices, toolCalls, distinctExtras, errorBodyBytes);
    }

    @Override
    public String toString() {
        return "StreamLimits[eventBytes=" + eventBytes + ", nestingDepth=" + nestingDepth + ", numberLength="
                + numberLength + ", totalText=" + totalText + ", choices=" + choices + ", toolCalls=" + toolCalls
                + ", distinctExtras=" + distinctExtras + ", errorBodyBytes=" + errorBodyBytes + "]";
    }
}
