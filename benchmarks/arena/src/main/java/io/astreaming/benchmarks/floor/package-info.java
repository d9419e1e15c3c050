/** Contenders that do less than a client must: lower bounds to compare with. */
package io.astreaming.benchmarks.floor;
