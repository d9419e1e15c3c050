package io.astreaming.port;

import org.jspecify.annotations.Nullable;

/**
 * A summary of when a stream's chunks arrived. All times are in nanoseconds; times "to" something and the duration are
 * measured from the request. Immutable and thread-safe.
 *
 * @param chunks the number of chunks
 * @param timeToFirstChunk the time to the first chunk; null if none arrived
 * @param timeToFirstContent the time to the first chunk with content; null if none arrived
 * @param duration the time to the end of the stream; to the last known moment if the end isn't known
 * @param longestGap the longest time between two consecutive chunks; null if there are fewer than two
 * @param meanGap the mean time between two consecutive chunks, rounded down; null if there are fewer than two
 */
public record Timeline(
        long chunks,
        @Nullable Long timeToFirstChunk,
        @Nullable Long timeToFirstContent,
        long duration,
        @Nullable Long longestGap,
        @Nullable Long meanGap) {}
