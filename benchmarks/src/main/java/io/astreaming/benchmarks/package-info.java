/** What a chunk costs. */
package io.astreaming.benchmarks;
