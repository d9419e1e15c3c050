package io.astreaming.benchmarks.harness;

import java.util.List;

/**
 * How much of everything. Only the number of concurrent streams is the same in both, since it is required.
 *
 * @param decodeRounds turns of each decoder
 * @param forks processes for each of its streams; 0 for one process for all, which has less to warm up
 * @param warmUps iterations that don't count; of the mix four times as many
 * @param iterations that count
 * @param iterationMillis how long each is
 * @param rounds turns of each contender end to end
 * @param pacedPieces chunks of a stream that comes chunk by chunk
 * @param burstPieces chunks of a stream that comes as fast as it can
 * @param concurrencyRounds rounds of the concurrent streams
 * @param concurrencyPieces chunks of each concurrent stream
 * @param concurrencyGapMillis the time between two chunks, in milliseconds
 * @param starts of each contender
 * @param growth lengths of streams, in chunks
 */
record Length(
        int decodeRounds,
        int forks,
        int warmUps,
        int iterations,
        int iterationMillis,
        int rounds,
        int pacedPieces,
        int burstPieces,
        int concurrencyRounds,
        int concurrencyPieces,
        int concurrencyGapMillis,
        int starts,
        List<Integer> growth) {
    private static final List<Integer> GROWTH = List.of(1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000);

    static final Length SHORT = new Length(1, 0, 5, 3, 150, 3, 1_500, 10_000, 1, 8, 500, 3, GROWTH);
    static final Length LONG = new Length(3, 1, 5, 5, 1_000, 11, 5_000, 50_000, 3, 30, 500, 20, GROWTH);
}
