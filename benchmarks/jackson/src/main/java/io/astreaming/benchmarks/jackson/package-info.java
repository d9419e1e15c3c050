/** What one writes by hand: lines from the JDK's client, and records that Jackson fills. */
package io.astreaming.benchmarks.jackson;
