/** Sends streams from a process of its own: {@link io.astreaming.benchmarks.server.StreamServer}. */
package io.astreaming.benchmarks.server;
