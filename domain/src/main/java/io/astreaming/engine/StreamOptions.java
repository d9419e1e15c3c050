package io.astreaming.engine;

import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * How a {@link StreamEngine} treats its stream. Immutable and thread-safe; the methods return changed copies, starting
 * from {@link #DEFAULT}.
 */
public final class StreamOptions implements Cloneable {
    /**
     * {@link StreamLimits#DEFAULT}, every deviation healed, content kept, and no secrets masked, and neither usage nor
     * an answer in one piece expected.
     */
    public static final StreamOptions DEFAULT = new StreamOptions();

    // Assigned only while a copy is made, by with:
    private StreamLimits limits = StreamLimits.DEFAULT;
    private Set<Deviation> refused = Set.of();
    private UnaryOperator<String> redaction = UnaryOperator.identity();
    private boolean contentKept = true;
    private boolean receivedKept;
    private boolean usageExpected;
    private boolean onePieceExpected;

    private StreamOptions() {}

    /**
     * Returns a copy with other limits.
     *
     * @param other how much of the stream to accept
     * @return a changed copy
     */
    public StreamOptions withLimits(StreamLimits other) {
        Objects.requireNonNull(other, "limits");
        return with(changed -> changed.limits = other);
    }

    /**
     * Returns a copy with which the first deviation of these kinds fails the stream instead of being healed.
     *
     * @param deviations the kinds; replaces an earlier set
     * @return a changed copy
     */
    public StreamOptions failOn(Set<Deviation> deviations) {
        Set<Deviation> copy = Set.copyOf(deviations);
        return with(changed -> changed.refused = copy);
    }

    /**
     * Returns a copy that masks secrets in the provider's error messages.
     *
     * @param mask returns a text with every secret masked
     * @return a changed copy
     */
    public StreamOptions withRedaction(UnaryOperator<String> mask) {
        Objects.requireNonNull(mask, "mask");
        return with(changed -> changed.redaction = mask);
    }

    /**
     * Returns a copy that keeps only the frame of the answer, such as tool calls and finish reasons, so that memory
     * doesn't grow with the text.
     *
     * @return a changed copy
     */
    public StreamOptions withoutContent() {
        return with(changed -> changed.contentKept = false);
    }

    /**
     * Returns a copy that keeps the whole content.
     *
     * @return a changed copy
     */
    public StreamOptions withContent() {
        return with(changed -> changed.contentKept = true);
    }

    /**
     * Returns a copy that keeps each payload with its chunk and events for {@link StreamEngine#pollReceived}, which
     * then replaces {@link StreamEngine#poll}.
     *
     * @return a changed copy
     */
    public StreamOptions withReceived() {
        return with(changed -> changed.receivedKept = true);
    }

    /**
     * Returns a copy for a request that asks for usage: if none is reported, that is a
     * {@linkplain Deviation#USAGE_MISSING deviation}.
     *
     * @param expected whether the stream should report usage
     * @return a changed copy
     */
    public StreamOptions withUsageExpected(boolean expected) {
        return with(changed -> changed.usageExpected = expected);
    }

    /**
     * Returns a copy for a request that asks for an answer in one piece: receiving one is then no deviation.
     *
     * @param expected whether the answer should arrive in one piece
     * @return a changed copy
     */
    public StreamOptions withOnePieceExpected(boolean expected) {
        return with(changed -> changed.onePieceExpected = expected);
    }

    /**
     * Returns the limits of a stream.
     *
     * @return the limits
     */
    public StreamLimits limits() {
        return limits;
    }

    Set<Deviation> refused() {
        return refused;
    }

    UnaryOperator<String> redaction() {
        return redaction;
    }

    boolean isContentKept() {
        return contentKept;
    }

    boolean isReceivedKept() {
        return receivedKept;
    }

    boolean isUsageExpected() {
        return usageExpected;
    }

    boolean isOnePieceExpected() {
        return onePieceExpected;
    }

    private StreamOptions with(Consumer<StreamOptions> change) {
        try {
            StreamOptions copy = (StreamOptions) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
