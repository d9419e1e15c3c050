package io.astreaming.engine;

import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * How a {@link StreamEngine} treats its stream. Immutable and thread-safe; the methods return changed copies, to be
 * made from {@link #DEFAULT}.
 */
public final class StreamOptions implements Cloneable {
    /** {@link StreamLimits#DEFAULT}, every deviation healed, content kept, and nothing masked or expected. */
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
     * @param other how much of the stream to take
     * @return a changed copy
     */
    public StreamOptions withLimits(StreamLimits other) {
        Objects.requireNonNull(other, "limits");
        return with(changed -> changed.limits = other);
    }

    /**
     * The same, but the first deviation of these kinds fails the stream instead of being healed.
     *
     * @param deviations the kinds, in place of those before
     * @return a changed copy
     */
    public StreamOptions failOn(Set<Deviation> deviations) {
        Set<Deviation> copy = Set.copyOf(deviations);
        return with(changed -> changed.refused = copy);
    }

    /**
     * The same, masking secrets in what the provider says of errors.
     *
     * @param mask returns a text with every secret masked
     * @return a changed copy
     */
    public StreamOptions withRedaction(UnaryOperator<String> mask) {
        Objects.requireNonNull(mask, "mask");
        return with(changed -> changed.redaction = mask);
    }

    /**
     * The same, keeping of what is said only the tool calls and how it ended, so that memory doesn't grow with the
     * text.
     *
     * @return a changed copy
     */
    public StreamOptions withoutContent() {
        return with(changed -> changed.contentKept = false);
    }

    /** The same, keeping all that is said. */
    public StreamOptions withContent() {
        return with(changed -> changed.contentKept = true);
    }

    /**
     * The same, keeping each payload with its chunk and events for {@link StreamEngine#pollReceived}, which then takes
     * the place of {@link StreamEngine#poll}.
     *
     * @return a changed copy
     */
    public StreamOptions withReceived() {
        return with(changed -> changed.receivedKept = true);
    }

    /**
     * The same for a request that asks for usage: that none is reported is a
     * {@linkplain Deviation#USAGE_MISSING deviation}.
     *
     * @param expected whether the stream is to report usage
     * @return a changed copy
     */
    public StreamOptions withUsageExpected(boolean expected) {
        return with(changed -> changed.usageExpected = expected);
    }

    /**
     * The same for a request that asks for the answer in one piece: that it comes so is no deviation.
     *
     * @param expected whether the answer is to come in one piece
     * @return a changed copy
     */
    public StreamOptions withOnePieceExpected(boolean expected) {
        return with(changed -> changed.onePieceExpected = expected);
    }

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
