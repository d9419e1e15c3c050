package io.astreaming.port;

import org.jspecify.annotations.Nullable;

/**
 * When a stream's chunks came, in few numbers. All times are in nanoseconds, those "to" something from the request on.
 *
 * @param chunks how many came
 * @param timeToFirstChunk until the first chunk; absent if none came
 * @param timeToFirstContent until the first chunk with content; absent if none came
 * @param duration until the end, or until the last that is known where the end isn't
 * @param longestGap the longest wait between two chunks in a row; absent under two chunks
 * @param meanGap the mean wait between two chunks in a row, rounded down; absent under two chunks
 */
public record Timeline(
        long chunks,
        @Nullable Long timeToFirstChunk,
        @Nullable Long timeToFirstContent,
        long duration,
        @Nullable Long longestGap,
        @Nullable Long meanGap) {}
