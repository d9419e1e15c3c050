/**
 * What a contender implements: {@link io.astreaming.benchmarks.contender.Decoder} in memory, {@link
 * io.astreaming.benchmarks.contender.Client} over the wire.
 */
package io.astreaming.benchmarks.contender;
