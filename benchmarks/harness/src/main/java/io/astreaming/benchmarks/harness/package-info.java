/** Lets all contenders run in turn, each in processes of its own, and writes what came of it. Start at {@link io.astreaming.benchmarks.harness.Main}. */
package io.astreaming.benchmarks.harness;
