/**
 * Many streams at a time, and streams that go wrong, against the replay server in a process of its own. Start at
 * {@link io.astreaming.benchmarks.load.Load} and {@link io.astreaming.benchmarks.load.Soak}.
 */
package io.astreaming.benchmarks.load;
