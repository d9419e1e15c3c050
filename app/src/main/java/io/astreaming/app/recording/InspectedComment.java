package io.astreaming.app.recording;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A comment of a recorded stream, which providers send as a keep-alive.
 *
 * @param before how many chunks had arrived before it
 * @param at when it arrived, counted from the request; null if the recording doesn't say
 * @param text the beginning of the comment
 */
public record InspectedComment(long before, @Nullable Duration at, String text) {}
