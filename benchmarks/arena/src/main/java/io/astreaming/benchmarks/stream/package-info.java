/** The streams that everybody reads: generated in four shapes, or from any folder. */
package io.astreaming.benchmarks.stream;
