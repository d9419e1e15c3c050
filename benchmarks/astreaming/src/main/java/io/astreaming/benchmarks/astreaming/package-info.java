/** Astreaming itself. */
package io.astreaming.benchmarks.astreaming;
