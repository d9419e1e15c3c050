/** What runs in a contender's process. Each main class prints tab-separated figures, which the harness reads. */
package io.astreaming.benchmarks.measure;
