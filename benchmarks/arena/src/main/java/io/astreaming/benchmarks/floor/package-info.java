/** Whoever does less than a client has to: what can't be beaten, to compare with. */
package io.astreaming.benchmarks.floor;
