/** anthropic-java, whose answers come from memory. */
package io.astreaming.benchmarks.anthropic;
